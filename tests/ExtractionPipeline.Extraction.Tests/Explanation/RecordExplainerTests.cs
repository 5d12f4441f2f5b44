namespace ExtractionPipeline.Extraction.Tests.Explanation;

public sealed class RecordExplainerTests
{
    private static readonly RecordExtractor Extractor = new();

    [Fact]
    public void Explain_names_for_every_value_what_moved_it_most()
    {
        var article = Texts.Article("# Alderford Hospital releases Harrow", "Alderford Hospital on Monday released “Harrow”, a large model for lung cancer that it developed jointly with Birch Technology.");
        var record = Assert.Single(Extractor.Extract(article));
        var explained = Extractor.Explain(article)[record.Id];
        Assert.Equal(record.Values.Count(), explained.Count);
        Assert.Contains(explained, e => e is { Field: "hospital", Value: "Alderford Hospital" });
        Assert.All(explained, e => Assert.NotEmpty(e.Reasons));
        Assert.All(explained, e => Assert.Equal(e.Reasons.OrderByDescending(r => Math.Abs(r.Effect)), e.Reasons));
    }

    [Fact]
    public void Explain_is_deterministic()
    {
        var article = Texts.Article("“Harrow”, a large model for lung cancer, was developed by Alderford Hospital.");
        static string Told(IReadOnlyDictionary<string, IReadOnlyList<Extraction.Explanation.ValueExplanation>> all) =>
            string.Join('\n', all.Values.SelectMany(v => v).SelectMany(v => v.Reasons.Select(r => $"{v.Field} {r.What} {r.Effect:0.0000}")));
        Assert.Equal(Told(Extractor.Explain(article)), Told(Extractor.Explain(article)));
    }
}
