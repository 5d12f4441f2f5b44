using ExtractionPipeline.Evaluation.Gold;

namespace ExtractionPipeline.Evaluation.Tests.Gold;

public sealed class GoldReaderTests
{
    private const string Sound = """
        {"id":"a","kind":"brief","language":"en","gold":{"records":[{"model":{"name":"Alder","aliases":[],"description":null},
        "hospitals":[{"name":"Alder Hospital","aliases":[]}],"adopters":[],"specialties":[{"label":"oncology","text":"cancer"}],"partners":[],
        "firstOfKind":[{"scope":"national","text":"the first"}],"optional":true}]}}
        """;

    [Fact]
    public void Read_a_sound_file_gives_the_article()
    {
        var (article, problems) = GoldReader.Read("a.json", Sound);
        Assert.Empty(problems);
        Assert.True(Assert.Single(article!.Gold.Records).Optional);
    }

    [Fact]
    public void Read_keys_that_are_left_out_are_empty()
    {
        var (article, problems) = GoldReader.Read("a.json", """{"id":"a","gold":{"records":[{"model":{"name":"Alder"}}]}}""");
        Assert.Empty(problems);
        Assert.Empty(article!.Gold.Records[0].Hospitals);
    }

    [Theory]
    [InlineData("oncology", "cancerology", "a.json: gold.records[0].specialties: unknown label cancerology")]
    [InlineData("\"national\"", "\"galactic\"", "a.json: gold.records[0].firstOfKind: unknown scope galactic")]
    [InlineData("\"id\":\"a\"", "\"id\":\"b\"", "a.json: the id is b")]
    [InlineData("\"name\":\"Alder\"", "\"name\":null", "a.json: gold.records[0].model: either a name or a description")]
    [InlineData("\"name\":\"Alder Hospital\"", "\"name\":\" \"", "a.json: gold.records[0].hospitals: an empty value")]
    public void Read_a_fault_names_file_and_place(string sound, string faulty, string problem)
    {
        var (article, problems) = GoldReader.Read("a.json", Sound.Replace(sound, faulty, StringComparison.Ordinal));
        Assert.Null(article);
        Assert.Contains(problem, problems);
    }

    [Fact]
    public void Read_broken_json_names_the_line()
    {
        var (_, problems) = GoldReader.Read("a.json", "{\n  \"id\": \"a\",\n  oops");
        Assert.StartsWith("a.json:3: broken JSON", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFolder_the_shipped_gold_is_sound_and_every_article_has_its_page()
    {
        var reading = GoldReader.ReadFolder(TestPaths.Gold);
        Assert.Empty(reading.Problems);
        Assert.True(reading.Articles.Count >= 46, $"{reading.Articles.Count} articles");
        Assert.All(reading.Articles, a => Assert.True(File.Exists(Path.Combine(TestPaths.Corpus, $"{a.Id}.html")), a.Id));
        Assert.Equal(reading.Articles.Count, Directory.GetFiles(TestPaths.Corpus, "*.html").Length);
    }
}
