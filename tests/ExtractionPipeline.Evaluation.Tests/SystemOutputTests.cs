namespace ExtractionPipeline.Evaluation.Tests;

public sealed class SystemOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_lines_of_other_systems_may_leave_out_what_they_do_not_know()
    {
        var output = Read("""{"source":"pages/a.html","records":[{"model":{"name":"Alder"},"hospitals":[{"name":"Alder Hospital"}]}]}""");
        Assert.Empty(output.Problems);
        var record = Assert.Single(output.Articles["a"].Records);
        Assert.Empty(record.Specialties);
        Assert.Empty(record.Hospitals[0].Evidence);
    }

    [Theory]
    [InlineData("""{"source":"z.html","records":[]}""", "the article z is unknown to gold")]
    [InlineData("""{"source":"a.html","records":[{"confidence":1}]}""", "a record of a has no model")]
    [InlineData("oops", "this is no line of the contract article-records/1")]
    [InlineData("""{"records":[]}""", "this is no line of the contract article-records/1")]
    public void Read_a_faulty_line_names_file_and_line(string line, string problem)
    {
        var found = Assert.Single(Read("""{"source":"b.html"}""" + "\n\n" + line).Problems);
        Assert.StartsWith($"{folder.File("s.jsonl")}:3: {problem}", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_an_article_that_stands_twice_is_a_problem() =>
        Assert.EndsWith(":2: the article a stands twice", Assert.Single(Read("{\"source\":\"a.html\"}\n{\"source\":\"x/a.txt\"}").Problems), StringComparison.Ordinal);

    [Fact]
    public void Read_an_absent_file_is_a_problem() => Assert.Equal(["nowhere.jsonl: there is no such file"], SystemOutput.Read("nowhere.jsonl", new HashSet<string>()).Problems);

    private SystemOutput Read(string content) => SystemOutput.Read(folder.Write("s.jsonl", content), new HashSet<string> { "a", "b" });
}
