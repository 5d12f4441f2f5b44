using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Evaluation.Gold;

namespace ExtractionPipeline.Evaluation.Tests.Gold;

public sealed class GoldCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_sound_gold_gives_no_problem()
    {
        Add("a", "Alder", "Alder Hospital made Alder for the lung.", "train");
        Add("b", "Birch", "Alder Hospital made Birch for the lung.", "dev");
        Add("c", "Cedar", "Alder Hospital made Cedar for the lung.", "test");
        Assert.Empty(Check());
    }

    [Fact]
    public void Run_a_value_that_is_not_in_the_text_is_named_with_file_and_place()
    {
        Add("a", "Alder", "Alder Clinic made Alder for the lung.");
        Assert.Contains("a.json: gold.records[0].hospitals: not in the text that the reader takes from a.html: Alder Hospital", Check());
    }

    [Fact]
    public void Run_pages_and_gold_without_each_other_are_named()
    {
        Add("a", "Alder", "Alder Hospital made Alder for the lung.");
        File.Delete(folder.File("a.html"));
        folder.Write("b.html", "Nothing is known of this page.");
        var problems = Check();
        Assert.Contains(problems, p => p.StartsWith("a.json: there is no page", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.EndsWith("b.html: there is no gold file for this page", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_a_model_annotated_twice_is_named()
    {
        Add("a", "Alder", "Alder Hospital made Alder, the “Alder” model, for the lung.", second: "“Alder” model");
        Assert.Contains("a.json: gold.records[1].model: the same model as gold.records[0]", Check());
    }

    [Fact]
    public void Run_a_model_or_event_in_two_splits_is_named()
    {
        Add("a", "Alder", "Alder Hospital made Alder for the lung.", "train", "launch");
        Add("b", "Alder", "So Alder Hospital has Alder now, meant for the lung.", "test", "launch");
        Add("c", "Cedar", "Alder Hospital made Cedar for the lung.", "dev");
        Assert.Equal(
            ["splits.txt: the event launch straddles splits: a (train), b (test)", "splits.txt: the model alder straddles splits: a (train), b (test)"],
            Check().Where(p => p.Contains("straddles", StringComparison.Ordinal) && !p.Contains("story", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_a_story_told_again_in_another_split_is_named()
    {
        const string Story = "Doctors at Alder Hospital have begun to use a model for the lung that reads scans before they do, and nobody was more surprised by its first month.";
        Add("a", "Alder", $"It is called Alder. {Story}", "train");
        Add("b", "Birch", $"It is called Birch. {Story}", "test");
        Assert.Contains("splits.txt: the story told in nearly the same words a straddles splits: a (train), b (test)", Check());
    }

    [Fact]
    public void Run_an_article_in_no_split_and_an_empty_split_are_named()
    {
        Add("a", "Alder", "Alder Hospital made Alder for the lung.", "train");
        Add("b", "Birch", "Alder Hospital made Birch for the lung.");
        Assert.Equal(["splits.txt: b is in no split", "splits.txt: the split dev is empty", "splits.txt: the split test is empty"], Check());
    }

    [Fact]
    public void Run_a_missing_folder_is_named() => Assert.Contains("nowhere: there is no such folder of gold", GoldCheck.Run("nowhere", folder.Path, new LineReader(), TestContext.Current.CancellationToken));

    private IReadOnlyList<string> Check() => GoldCheck.Run(folder.Path, folder.Path, new LineReader(), TestContext.Current.CancellationToken);

    private void Add(string id, string model, string text, string? split = null, string? story = null, string? second = null)
    {
        folder.Write($"{id}.html", text);
        var records = string.Join(',', new[] { model, second }.OfType<string>().Select(m =>
            $$$"""{"model":{"name":"{{{m}}}"},"hospitals":[{"name":"Alder Hospital"}],"specialties":[{"label":"pulmonology","text":"lung"}]}"""));
        folder.Write($"{id}.json", $$$"""{"id":"{{{id}}}","gold":{"records":[{{{records}}}]}}""");
        if (split is not null)
        {
            File.AppendAllText(folder.File(SplitFile.FileName), $"{id} {split} {story ?? id}\n");
        }
    }

    /// <summary>Takes a page's bytes as one paragraph.</summary>
    private sealed class LineReader : IArticleReader
    {
        public ReadingResult Read(RawDocument document, CancellationToken cancellationToken = default)
        {
            var text = System.Text.Encoding.UTF8.GetString(document.Content.Span);
            return ReadingResult.Of(new Article { Text = text, Blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(0, text.Length))] });
        }
    }
}
