using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>An article opened for review, as the page gets it.</summary>
internal sealed record ReviewItem(
    string ArticleId,
    int Version,
    string? Title,
    string Source,
    string? Link,
    DateOnly? PublishedOn,
    string? Language,
    string Text,
    IReadOnlyList<ItemBlock> Blocks,
    ReviewPass Pass,
    bool IsComplete,
    IReadOnlyList<ItemRecord> Records,
    IReadOnlyList<Suggestion> Suggestions,
    ItemLease? Lease);

/// <summary>A block of the text.</summary>
internal sealed record ItemBlock(string Kind, int Start, int End, int Level);

/// <summary>Who has the item; <paramref name="Mine"/> when it is whoever asked.</summary>
internal sealed record ItemLease(string Reviewer, DateTimeOffset ExpiresAt, bool Mine);

/// <summary>A name that stands in the article and is known from elsewhere.</summary>
internal sealed record Suggestion(string Name, string Id, int Start, int End, int Records);

/// <summary>A record on its card.</summary>
internal sealed record ItemRecord(
    string Subject,
    int Revision,
    ReviewState State,
    ReviewReason Reason,
    bool Awaits,
    RecordOutput Record,
    IReadOnlyList<ValueOrigin> Origins,
    IReadOnlyList<ValueReference> AcceptedValues,
    IReadOnlyList<FieldDifference> Disagreements,
    bool IsExistenceDisputed,
    LaterEvidence? LaterEvidence,
    IReadOnlyList<HistoryEntry> History,
    int AlikeElsewhere,
    string Signature);

/// <summary>What became, in a later version of the article, of the words that a record was decided on.</summary>
/// <param name="FromVersion">The version that was decided on.</param>
/// <param name="ToVersion">The later one.</param>
/// <param name="State">The worst of its pieces.</param>
internal sealed record LaterEvidence(int FromVersion, int ToVersion, EvidenceState State)
{
    /// <summary>Null for a record whose evidence stands in the newest text, and where no anchors were kept.</summary>
    public static LaterEvidence? Of(ReviewedRecord reviewed, ContentHash newestText, IReadOnlyList<AnchoredRecord> anchors) =>
        reviewed.TextHash == newestText || anchors.Where(a => a.RecordKey == reviewed.Subject).MaxBy(a => a.ToVersion) is not { } anchored ? null
            : new LaterEvidence(anchored.FromVersion, anchored.ToVersion, anchored.State);
}

/// <summary>What proposed a value and why it is unsure; <paramref name="Why"/> is null for what is sure.</summary>
internal sealed record ValueOrigin(RecordField Field, string Text, double Confidence, string ProposedBy, string? Why);

/// <summary>One decision of a record's history.</summary>
internal sealed record HistoryEntry(
    string Id,
    int Sequence,
    DecisionKind Kind,
    string Reviewer,
    DateTimeOffset At,
    string ExtractorVersion,
    string? Remark,
    bool IsUndone,
    ReviewPass Pass,
    IReadOnlyList<FieldDifference> Changes)
{
    public static IReadOnlyList<HistoryEntry> Of(ReviewedRecord record)
    {
        var undone = record.History.Where(d => d.Kind == DecisionKind.Undo).Select(d => d.Undoes).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. record.History.Select(d => new HistoryEntry(
                d.Id, d.Sequence, d.Kind, d.Reviewer, d.At, d.ExtractorVersion, d.Remark, undone.Contains(d.Id), d.Pass,
                Image(d.Before, record.Subject) is { } before && Image(d.After, record.Subject) is { } after ? RecordValues.Differences(before, after) : [])),
        ];
    }

    private static Core.Records.ModelRecord? Image(IReadOnlyList<RecordImage> images, string subject) => images.FirstOrDefault(i => i.Subject == subject)?.Record;
}

/// <summary>One line of the queue.</summary>
internal sealed record QueueLine(
    string ArticleId,
    string? Title,
    string Source,
    string Outlet,
    DateOnly? PublishedOn,
    double Confidence,
    IReadOnlyList<string> Models,
    int Records,
    string? HeldBy,
    SecondLook SecondLook);

/// <summary>A part of the queue.</summary>
internal sealed record QueuePage(int AwaitingRecords, int AwaitingArticles, int Matching, IReadOnlyList<QueueLine> Lines);

/// <summary>The next item, and how much is left.</summary>
internal sealed record NextItem(ReviewItem? Item, int AwaitingRecords, int AwaitingArticles);

/// <summary>What became of a decision.</summary>
internal sealed record DecisionReceipt(string Id, string ArticleId, int Sequence, bool IsReplay, ProbeResult Probe, ReviewItem? Item);
