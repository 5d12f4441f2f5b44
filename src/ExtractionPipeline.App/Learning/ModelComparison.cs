using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Scoring;
using ExtractionPipeline.Extraction.Training;

namespace ExtractionPipeline.App.Learning;

/// <summary>How two models do on the same articles.</summary>
/// <param name="Articles">Number of articles.</param>
/// <param name="Old">Slot F1 of the model in use.</param>
/// <param name="New">Slot F1 of the new one.</param>
/// <param name="Lost">Values that people confirmed and the new model gets wrong though the old one had them right, a line each.</param>
internal sealed record ModelComparison(int Articles, double Old, double New, IReadOnlyList<string> Lost)
{
    /// <summary>Compares on articles that neither model learned from, and looks for confirmed values that would be lost among all reviewed ones.</summary>
    public static ModelComparison Of(IRecordExtractor old, IRecordExtractor @new, IReadOnlyList<TrainingArticle> unseen, IReadOnlyList<TrainingArticle> reviewed)
    {
        var (before, after) = (ScoreOf(old, unseen), ScoreOf(@new, unseen));
        return new ModelComparison(unseen.Count, before, after, [.. reviewed.SelectMany(a => LostIn(old, @new, a))]);
    }

    private static double ScoreOf(IRecordExtractor extractor, IReadOnlyList<TrainingArticle> articles) =>
        Score.Sum(articles.AsParallel().AsOrdered().Select(a => Score.Of(Align(extractor, a))).ToList()).Slots.F1;

    private static IEnumerable<string> LostIn(IRecordExtractor old, IRecordExtractor @new, TrainingArticle article)
    {
        var missedBefore = Misses(old, article).ToHashSet(StringComparer.Ordinal);
        return Misses(@new, article).Where(m => !missedBefore.Contains(m));
    }

    private static IEnumerable<string> Misses(IRecordExtractor extractor, TrainingArticle article) =>
        ErrorAnalysis.Of(new GoldArticle(article.Id, null, null, new GoldRecords(article.Records)), article.Article.Text, Align(extractor, article))
            .Where(e => e.IsMiss).Select(e => $"{article.Article.Title ?? article.Id}: {e.Field.Key()} {e.Value} of {e.Record}");

    private static IReadOnlyList<AlignedRecord> Align(IRecordExtractor extractor, TrainingArticle article) =>
        RecordAligner.Strict.Align(article.Records, [.. extractor.Extract(article.Article).Select(RecordOutput.Of)]);
}
