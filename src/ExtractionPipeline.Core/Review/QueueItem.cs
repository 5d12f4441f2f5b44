namespace ExtractionPipeline.Core.Review;

/// <summary>In which order what awaits review is offered.</summary>
public enum QueueOrder
{
    /// <summary>What lifts the store's accuracy most per decision comes first, near-identical items apart.</summary>
    MostUseful,

    /// <summary>The newest publication first.</summary>
    Newest,

    /// <summary>The least sure first.</summary>
    LeastSure,

    /// <summary>What training would learn most from first: undecided cases of rules with few decisions.</summary>
    MostInformative,

    /// <summary>The sources that readers use most first.</summary>
    MostReadSource,

    /// <summary>At random, for comparison.</summary>
    Random,
}

/// <summary>A record that awaits review.</summary>
/// <param name="Subject">The record.</param>
/// <param name="Model">The model's name or description.</param>
/// <param name="Signature">What near-identical records share.</param>
/// <param name="Hospitals">The hospitals' names.</param>
/// <param name="Confidence">How sure the extractor is of the whole record.</param>
/// <param name="FieldConfidences">The least confidence in each field, in the order of <see cref="RecordField"/>; 1 for an empty field.</param>
/// <param name="Proposers">The rules or models that proposed its values.</param>
/// <param name="Reason">Why it is looked at.</param>
public sealed record QueueRecord(
    string Subject,
    string Model,
    string Signature,
    IReadOnlyList<string> Hospitals,
    double Confidence,
    IReadOnlyList<float> FieldConfidences,
    IReadOnlyList<string> Proposers,
    ReviewReason Reason);

/// <summary>An article with what awaits review in it.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Title">Its title; null when it has none.</param>
/// <param name="Source">The first of its sources.</param>
/// <param name="Outlet">Who published it: the address's host, or the file's folder.</param>
/// <param name="PublishedOn">Day of publication; null when unknown.</param>
/// <param name="Records">What awaits review; empty for an article in which nothing was found and that was drawn for a look.</param>
public sealed record QueueItem(string ArticleId, string? Title, string Source, string Outlet, DateOnly? PublishedOn, IReadOnlyList<QueueRecord> Records)
{
    /// <summary>Whether someone has had the article open and will have added what was missed.</summary>
    public bool IsRead { get; init; }

    /// <summary>The confidence of the least sure record; 1 where there is none.</summary>
    public double Confidence => Records.Count == 0 ? 1 : Records.Min(r => r.Confidence);
}
