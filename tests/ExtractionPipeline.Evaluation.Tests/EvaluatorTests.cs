using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Reporting;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void Evaluate_copies_of_one_story_count_as_one_cluster()
    {
        var report = Evaluate([("a", "launch", "A", "A"), ("b", "launch", "A", "A"), ("c", "c", "C", "C")]);
        Assert.Equal(3, report.Articles);
        Assert.Equal(2, report.Clusters);
    }

    [Fact]
    public void Evaluate_an_article_without_output_counts_as_without_records()
    {
        var report = Evaluate([("a", "a", "A", "A"), ("b", "b", "B", null)]);
        Assert.Equal(0.5, report.RecordAccuracy.Estimate);
    }

    [Fact]
    public void Evaluate_against_a_baseline_tells_the_difference_on_the_same_articles()
    {
        var report = Evaluate([("a", "a", "A", "A"), ("b", "b", "B", "B")], [("a", "A"), ("b", "X")]);
        Assert.Equal(0.5, report.Comparison!.RecordAccuracy.Estimate);
        Assert.Equal("better by 0.500 (95 % 0.000 to 1.000)", TextReport.Difference(report.Comparison.RecordAccuracy));
    }

    [Fact]
    public void Evaluate_confusion_shows_what_became_of_each_label()
    {
        var pages = new[] { Page("a", "a", Annotated("A", specialties: ["oncology"])) };
        var output = Output([("a", Extracted("A", specialties: ["nursing"]))]);
        var report = Evaluator.Evaluate(new EvaluationRequest { Pages = pages, System = "s", Data = "d", Output = output });
        var table = report.Confusions.Single(c => c.Name == "specialties");
        Assert.Equal(["nursing", "oncology", "(none)"], table.Labels);
        Assert.Equal([[0, 0, 0], [0, 0, 1], [1, 0, 0]], table.Counts);
    }

    private static EvaluationReport Evaluate((string Id, string Event, string Gold, string? System)[] articles, (string Id, string Name)[]? baseline = null) =>
        Evaluator.Evaluate(new EvaluationRequest
        {
            Pages = [.. articles.Select(a => Page(a.Id, a.Event, Annotated(a.Gold)))],
            System = "s",
            Data = "d",
            Output = Output(articles.Where(a => a.System is not null).Select(a => (a.Id, Extracted(a.System)))),
            Baseline = baseline is null ? null : ("old", Output(baseline.Select(b => (b.Id, Extracted(b.Name))))),
        });

    private static GoldPage Page(string id, string story, Core.Gold.GoldRecord record) => new(Article(id, record), $"{id}.html", null, story);

    private static Dictionary<string, ArticleRecords> Output(IEnumerable<(string Id, RecordOutput Record)> records) =>
        records.ToDictionary(r => r.Id, r => new ArticleRecords { Source = $"{r.Id}.html", Records = [r.Record] });
}
