namespace ExtractionPipeline.Core.Review;

/// <summary>What past decisions tell about what still waits.</summary>
public sealed record QueueExperience
{
    /// <summary>Knows nothing yet.</summary>
    public static QueueExperience None { get; } = new();

    /// <summary>Turns the extractor's confidence into the share of such records that reviewers found right.</summary>
    public ConfidenceTable Confidence { get; init; } = ConfidenceTable.Empty;

    /// <summary>Decided values by the rule or model that proposed them.</summary>
    public IReadOnlyDictionary<string, int> DecidedByProposer { get; init; } = new Dictionary<string, int>();

    /// <summary>How much an outlet is read, in any unit; outlets not named count by their number of articles.</summary>
    public IReadOnlyDictionary<string, double> Readers { get; init; } = new Dictionary<string, double>();

    /// <summary>Records added per article that was read through.</summary>
    public double MissedPerArticle { get; init; } = 0.1;
}

/// <summary>The share of records found right by the confidence they came with, in ten steps, pulled towards the confidence itself while decisions are few.</summary>
public sealed class ConfidenceTable
{
    private const int Steps = 10;
    private const double PriorWeight = 5;

    private readonly double[] _right = new double[Steps];
    private readonly double[] _decided = new double[Steps];

    private ConfidenceTable()
    {
    }

    /// <summary>Leaves confidences as they are.</summary>
    public static ConfidenceTable Empty { get; } = new();

    /// <summary>The table of decided records.</summary>
    public static ConfidenceTable Of(IEnumerable<(double Confidence, bool IsRight)> decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        var table = new ConfidenceTable();
        foreach (var (confidence, isRight) in decided)
        {
            table._decided[StepOf(confidence)]++;
            table._right[StepOf(confidence)] += isRight ? 1 : 0;
        }

        return table;
    }

    /// <summary>Probability in 0..1 that a record with this confidence is right.</summary>
    public double Probability(double confidence)
    {
        var step = StepOf(confidence);
        return (_right[step] + (PriorWeight * Math.Clamp(confidence, 0, 1))) / (_decided[step] + PriorWeight);
    }

    private static int StepOf(double confidence) => Math.Clamp((int)(confidence * Steps), 0, Steps - 1);
}

/// <summary>Orders what awaits review. Pure; ties go by article id, so that the same queue always has the same order.</summary>
public static class QueueRanking
{
    // Each further item like one that comes before it is worth half as much: what the first decision settles can be decided for all at once.
    private const double Repetition = 0.5;

    /// <summary>The items in order. Sorting: n log n.</summary>
    public static IReadOnlyList<QueueItem> Rank(IReadOnlyCollection<QueueItem> items, QueueOrder order, QueueExperience experience)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(experience);
        Func<QueueItem, double> score = order switch
        {
            QueueOrder.Newest => i => i.PublishedOn?.DayNumber ?? -1,
            QueueOrder.LeastSure => i => -i.Confidence,
            QueueOrder.MostInformative => i => Information(i, experience),
            QueueOrder.MostReadSource => ByReaders(items, experience),
            QueueOrder.Random => i => Draw.Of("order", i.ArticleId),
            _ => i => Usefulness(i, experience),
        };
        var ranked = Sort(items.Select(i => (i, score(i))));
        return order is QueueOrder.MostUseful or QueueOrder.MostInformative ? [.. Sort(Varied(ranked)).Select(r => r.Item)] : [.. ranked.Select(r => r.Item)];
    }

    /// <summary>Errors that a decision on the item is expected to mend: wrong records there are and records that are missing, by number of decisions that takes.</summary>
    public static double Usefulness(QueueItem item, QueueExperience experience)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(experience);
        var wrong = item.Records.Sum(r => 1 - experience.Confidence.Probability(r.Confidence));
        return (wrong + experience.MissedPerArticle) / (item.Records.Count + experience.MissedPerArticle + (item.Records.Count == 0 ? 1 : 0));
    }

    private static double Information(QueueItem item, QueueExperience experience) => item.Records.Count == 0 ? 0 : item.Records.Max(r =>
    {
        var p = Math.Clamp(experience.Confidence.Probability(r.Confidence), 1e-6, 1 - 1e-6);
        var entropy = -((p * Math.Log2(p)) + ((1 - p) * Math.Log2(1 - p)));
        var rarest = r.Proposers.Count == 0 ? 0 : r.Proposers.Min(name => experience.DecidedByProposer.GetValueOrDefault(name));
        return entropy / Math.Sqrt(1 + rarest);
    });

    private static Func<QueueItem, double> ByReaders(IReadOnlyCollection<QueueItem> items, QueueExperience experience)
    {
        var articles = items.CountBy(i => i.Outlet, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var most = articles.Values.DefaultIfEmpty(1).Max();
        return i => experience.Readers.TryGetValue(i.Outlet, out var readers) ? readers : (double)articles[i.Outlet] / (most + 1);
    }

    private static IEnumerable<(QueueItem Item, double Score)> Varied(IEnumerable<(QueueItem Item, double Score)> ranked)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (item, score) in ranked)
        {
            var before = item.Records.Count == 0 ? 0 : item.Records.Min(r => seen.GetValueOrDefault(r.Signature));
            foreach (var record in item.Records)
            {
                seen[record.Signature] = seen.GetValueOrDefault(record.Signature) + 1;
            }

            yield return (item, score * Math.Pow(Repetition, Math.Min(before, 64)));
        }
    }

    private static List<(QueueItem Item, double Score)> Sort(IEnumerable<(QueueItem Item, double Score)> scored)
    {
        var list = scored.ToList();
        list.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Item.ArticleId, b.Item.ArticleId));
        return list;
    }
}
