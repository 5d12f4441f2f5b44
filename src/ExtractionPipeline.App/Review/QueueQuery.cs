using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>Which part of the queue is asked for; null means any.</summary>
internal sealed record QueueQuery
{
    public QueueOrder Order { get; init; }

    /// <summary>A part of the article's source, in any case.</summary>
    public string? Source { get; init; }

    /// <summary>A part of a hospital's name, in any case.</summary>
    public string? Hospital { get; init; }

    /// <summary>Only records with a doubtful value (below <see cref="MaximumConfidence"/>, or below 0.8) in this field.</summary>
    public RecordField? Field { get; init; }

    /// <summary>Published on this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Published on this day or earlier.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Records at least this sure.</summary>
    public double? MinimumConfidence { get; init; }

    /// <summary>Records at most this sure.</summary>
    public double? MaximumConfidence { get; init; }

    /// <summary>Articles that this reviewer has decided on.</summary>
    public string? Reviewer { get; init; }

    /// <summary>Only records near-identical to this one.</summary>
    public string? Signature { get; init; }

    public bool IsFilter => this with { Order = default } != new QueueQuery();

    public bool Accepts(IndexedArticle article)
    {
        var item = article.Item;
        return (Source is null || item.Source.Contains(Source, StringComparison.OrdinalIgnoreCase) || item.Outlet.Contains(Source, StringComparison.OrdinalIgnoreCase))
            && (From is not { } from || item.PublishedOn >= from)
            && (To is not { } to || item.PublishedOn <= to)
            && (Reviewer is null || article.Reviewers.Contains(Reviewer, StringComparer.OrdinalIgnoreCase))
            && (IsAboutArticleOnly || item.Records.Any(Accepts));
    }

    private bool IsAboutArticleOnly => Hospital is null && Field is null && MinimumConfidence is null && MaximumConfidence is null && Signature is null;

    private bool Accepts(QueueRecord record)
    {
        var confidence = Field is { } field ? record.FieldConfidences[(int)field] : record.Confidence;
        return (Hospital is null || record.Hospitals.Any(h => h.Contains(Hospital, StringComparison.OrdinalIgnoreCase)))
            && (Signature is null || record.Signature == Signature)
            && confidence >= (MinimumConfidence ?? 0)
            && confidence <= (MaximumConfidence ?? (Field is null ? 1 : 0.8));
    }
}
