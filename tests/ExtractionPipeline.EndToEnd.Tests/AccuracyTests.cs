using System.Text.Json;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Evaluation;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Reporting;
using ExtractionPipeline.Evaluation.Scoring;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Extraction.Training;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary>Pages to records, scored against gold by the annotation guide. What is promised stands in the gate's file, where a change is seen.</summary>
public sealed class AccuracyTests
{
    private static readonly ArticleReader Reader = new();
    private static readonly Lazy<RecordExtractor> Extractor = new(() => new RecordExtractor());
    private static readonly Lazy<IReadOnlyList<GoldPage>> TestPages = new(() => Pages("test"));
    private static readonly Lazy<EvaluationReport> OnTest = new(() => Evaluate(TestPages.Value, Extractor.Value));

    [Fact]
    public void Extraction_on_the_test_split_is_no_worse_than_the_recorded_figure()
    {
        using var gate = Gate();
        var recorded = gate.RootElement.GetProperty("slotF1").GetDouble();
        var reached = OnTest.Value.Slots.F1.Estimate;
        Assert.True(reached >= recorded - gate.RootElement.GetProperty("tolerance").GetDouble(), $"slot F1 {reached:0.000} on the split, recorded are {recorded:0.000}");
    }

    [Fact]
    public void Extraction_on_the_dev_split_is_no_worse_than_the_recorded_figure()
    {
        using var gate = Gate();
        var reached = Evaluate(Pages("dev"), Extractor.Value).Slots.F1.Estimate;
        Assert.True(reached >= gate.RootElement.GetProperty("devSlotF1").GetDouble() - gate.RootElement.GetProperty("tolerance").GetDouble(), $"slot F1 {reached:0.000}");
    }

    [Fact]
    public void Confidence_on_the_test_split_is_off_by_no_more_than_the_recorded_error()
    {
        using var gate = Gate();
        var error = OnTest.Value.ValueCalibration.ExpectedCalibrationError;
        Assert.True(error <= gate.RootElement.GetProperty("valueCalibrationError").GetDouble() + gate.RootElement.GetProperty("tolerance").GetDouble(), $"expected calibration error of values {error:0.000}");
    }

    [Fact]
    public void Classifiers_beat_the_rules_alone_on_the_test_split_beyond_chance()
    {
        var pages = TestPages.Value;
        var report = Evaluator.Evaluate(new EvaluationRequest { Pages = pages, System = "classifiers", Data = "test", Output = Records(pages, Extractor.Value), Baseline = ("rules", Records(pages, new RuleRecordExtractor())) });
        Assert.True(report.Comparison!.SlotF1.Low > 0, TextReport.Difference(report.Comparison.SlotF1));
    }

    /// <summary>Only context and form may be learned, no names: others of the same form must do as well, in the mean of several draws.</summary>
    [Fact]
    public void Names_replaced_by_others_of_the_same_form_cost_no_more_than_recorded()
    {
        using var gate = Gate();
        var articles = TestPages.Value.Select(p => new TrainingArticle(p.Gold.Id, p.Article!, p.Gold.Gold.Records, p.Gold.Id)).ToList();
        var room = ExtractionRoom.Load();
        var before = ScoreOf(articles);
        var after = Enumerable.Range(1, 6).Select(seed => ScoreOf([.. articles.Select(new NameSwap(room, articles, seed).Copy)])).ToList();
        var told = string.Join(", ", after.Select(a => a.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(after.Average() >= before - gate.RootElement.GetProperty("costOfOtherNames").GetDouble(), $"slot F1 {before:0.000} with the articles' names, {told} with others");
    }

    [Fact]
    public void Extraction_of_the_seed_article_gives_no_false_name()
    {
        var page = TestPaths.Shared("seed", "seed.html");
        var gold = GoldReader.ReadFolder(TestPaths.Shared("seed", "gold")).Articles.Single();
        var records = Extractor.Value.Extract(Read(page)).Select(RecordOutput.Of).ToList();
        var score = Score.Of(RecordAligner.Strict.Align(gold.Gold.Records, records));
        Assert.True(score.Slots.F1 >= 0.75, $"slot F1 {score.Slots.F1:0.000}");
        Assert.Equal(0, score.FalseNamedRecords);
    }

    private static JsonDocument Gate() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "accuracy-gate.json")));

    private static double ScoreOf(IEnumerable<TrainingArticle> articles) =>
        Score.Sum(articles.Select(a => Score.Of(RecordAligner.Strict.Align(a.Records, [.. Extractor.Value.Extract(a.Article).Select(RecordOutput.Of)])))).Slots.F1;

    private static IReadOnlyList<GoldPage> Pages(string split)
    {
        var set = GoldSet.Load(TestPaths.Gold, TestPaths.Corpus, split, Reader, TestContext.Current.CancellationToken);
        Assert.Empty(set.Problems);
        Assert.NotEmpty(set.Pages);
        return set.Pages;
    }

    private static EvaluationReport Evaluate(IReadOnlyList<GoldPage> pages, IRecordExtractor extractor) =>
        Evaluator.Evaluate(new EvaluationRequest { Pages = pages, System = extractor.Version, Data = "gold", Output = Records(pages, extractor) });

    private static Dictionary<string, ArticleRecords> Records(IReadOnlyList<GoldPage> pages, IRecordExtractor extractor) =>
        pages.ToDictionary(p => p.Gold.Id, p => ArticleRecords.Of(p.Page, p.Article!, extractor.Extract(p.Article!)), StringComparer.Ordinal);

    private static Article Read(string page)
    {
        var reading = Reader.Read(new RawDocument(page, File.ReadAllBytes(page)) { MediaType = "text/html" });
        Assert.True(reading.Succeeded, page);
        return reading.Article;
    }
}
