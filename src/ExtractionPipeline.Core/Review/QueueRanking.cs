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

    /// <summary>Records added per record that was proposed, in articles that were read through.</summary>
    public double MissedPerRecord { get; init; } = 0.1;

    /// <summary>Records added per article in which nothing had been found and that was read through.</summary>
    public double MissedPerEmptyArticle { get; init; } = 0.05;

    /// <summary>The rates of missed records from counts, held near a tenth and a twentieth while counts are small.</summary>
    public QueueExperience WithMissed(int added, int proposed, int addedToEmpty, int empty) => this with
    {
        MissedPerRecord = (added + 1.0) / (proposed + 10.0),
        MissedPerEmptyArticle = (addedToEmpty + 0.5) / (empty + 10.0),
    };
}

/// <summary>
/// The probability of being right by the confidence that the extractor gave, fitted to decided records: logistic recalibration (Cox 1958), a shift
/// and a slope on the log odds, held near "as it is" while decisions are few. Keeps the order of confidences, which steps of a table would not.
/// </summary>
public sealed class ConfidenceTable
{
    private const double PriorWeight = 10;
    private const double SmallestOdds = 1e-4;
    private const int Iterations = 12;

    private readonly double _shift;
    private readonly double _slope;

    private ConfidenceTable(double shift, double slope) => (_shift, _slope) = (shift, slope);

    /// <summary>Leaves confidences as they are.</summary>
    public static ConfidenceTable Empty { get; } = new(0, 1);

    /// <summary>Fitted to decided records by Newton's method with a normal prior around no change. Linear.</summary>
    public static ConfidenceTable Of(IEnumerable<(double Confidence, bool IsRight)> decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        var points = decided.Select(d => (LogOdds: LogOdds(d.Confidence), Right: d.IsRight ? 1.0 : 0)).ToList();
        var (shift, slope) = (0.0, 1.0);
        for (var i = 0; i < Iterations; i++)
        {
            var (g0, g1, h00, h01, h11) = (-PriorWeight * shift / 4, -PriorWeight * (slope - 1), PriorWeight / 4, 0.0, PriorWeight);
            foreach (var (x, right) in points)
            {
                var p = Logistic(shift + (slope * x));
                var w = p * (1 - p);
                g0 += right - p;
                g1 += (right - p) * x;
                h00 += w;
                h01 += w * x;
                h11 += w * x * x;
            }

            var determinant = (h00 * h11) - (h01 * h01);
            shift += ((h11 * g0) - (h01 * g1)) / determinant;
            slope = Math.Clamp(slope + (((h00 * g1) - (h01 * g0)) / determinant), 0.05, 5);
        }

        return new ConfidenceTable(shift, slope);
    }

    /// <summary>Probability in 0..1 that a record with this confidence is right; never falls as the confidence rises.</summary>
    public double Probability(double confidence) => Logistic(_shift + (_slope * LogOdds(confidence)));

    private static double LogOdds(double confidence)
    {
        var p = Math.Clamp(confidence, SmallestOdds, 1 - SmallestOdds);
        return Math.Log(p / (1 - p));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
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
        var missed = item.IsRead ? 0 : item.Records.Count == 0 ? experience.MissedPerEmptyArticle : experience.MissedPerRecord * item.Records.Count;
        return (wrong + missed) / (item.Records.Count + missed + (item.Records.Count == 0 ? 1 : 0));
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
