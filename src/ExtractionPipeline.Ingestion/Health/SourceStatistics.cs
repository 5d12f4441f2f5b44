namespace ExtractionPipeline.Ingestion.Health;

/// <summary>What articles of a source showed since it was last polled.</summary>
/// <param name="TextLengths">Characters of each article's text; 0 where a page gave none.</param>
/// <param name="RecordCounts">Records of each extracted article.</param>
public sealed record ArticleStatistics(IReadOnlyList<int> TextLengths, IReadOnlyList<int> RecordCounts);

/// <summary>Gathers what articles show until their source is polled and takes it into its history. A crash loses it, which costs an alert some time and nothing else.</summary>
public sealed class SourceStatistics
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (List<int> TextLengths, List<int> RecordCounts)> gathered = new(StringComparer.Ordinal);

    /// <summary>Notes an article.</summary>
    /// <param name="sourceId">Its source.</param>
    /// <param name="textLength">Characters of its text; 0 when it gave none.</param>
    /// <param name="records">Its records; null when it was not extracted.</param>
    public void Note(string sourceId, int textLength, int? records)
    {
        lock (gate)
        {
            if (!gathered.TryGetValue(sourceId, out var lists))
            {
                gathered[sourceId] = lists = ([], []);
            }

            Add(lists.TextLengths, textLength);
            if (records is { } count)
            {
                Add(lists.RecordCounts, count);
            }
        }
    }

    /// <summary>What was gathered for a source.</summary>
    public ArticleStatistics Peek(string sourceId)
    {
        lock (gate)
        {
            return gathered.TryGetValue(sourceId, out var lists) ? new ArticleStatistics([.. lists.TextLengths], [.. lists.RecordCounts]) : new ArticleStatistics([], []);
        }
    }

    /// <summary>Lets go of what was taken into the source's history.</summary>
    public void Forget(string sourceId, ArticleStatistics taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        lock (gate)
        {
            if (gathered.TryGetValue(sourceId, out var lists))
            {
                lists.TextLengths.RemoveRange(0, Math.Min(taken.TextLengths.Count, lists.TextLengths.Count));
                lists.RecordCounts.RemoveRange(0, Math.Min(taken.RecordCounts.Count, lists.RecordCounts.Count));
            }
        }
    }

    private static void Add(List<int> list, int value)
    {
        if (list.Count < SourceJudgement.HistoryLength)
        {
            list.Add(value);
        }
    }
}
