using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>What the queue and the status page need to know of an article, kept in memory.</summary>
internal sealed record IndexedArticle(
    QueueItem Item,
    bool Awaits,
    IReadOnlyList<IndexedRecord> Records,
    IReadOnlyDictionary<RecordField, Agreement>? Agreement,
    SecondLook SecondLook,
    IReadOnlyList<string> Reviewers,
    bool IsReadThrough,
    int Added,
    IReadOnlyList<DecisionMeasure> Measures)
{
    public static IndexedArticle Of(ReviewableArticle article, ArticleReview review, ReviewOptions options)
    {
        var records = review.Records.Select(r => IndexedRecord.Of(r, options)).ToList();
        var (agreement, look) = Compare(article, review, options);
        var isEmpty = records.Count == 0 && !review.IsComplete && Draw.Of(Draw.EmptyArticle, article.ArticleId) < options.EmptyArticleShare;
        var waiting = records.Where(r => r.Awaits).Select(r => r.Queue).ToList();
        var first = article.Records.Count > 0 ? article.Records[0] : null;
        return new IndexedArticle(
            new QueueItem(article.ArticleId, first?.ArticleTitle, article.Source, OutletOf(article.Source), first?.PublishedOn, waiting) { IsRead = review.Decisions.Count > 0 },
            isEmpty || waiting.Count > 0,
            records,
            agreement,
            look,
            [.. review.Decisions.Where(d => d.ChangesRecords).Select(d => d.Reviewer).Distinct(StringComparer.Ordinal)],
            review.IsComplete || (records.Count > 0 && records.All(r => r.State is not ReviewState.Proposed && r.Settlement is not null)),
            review.Records.Count(r => r.IsDecided && r.DecidedOn is null && r.State == ReviewState.Corrected),
            [.. review.Decisions.Where(d => d.Seconds is not null || d.Probe != ProbeResult.None).Select(d => new DecisionMeasure(d.Reviewer, d.Seconds, d.Keystrokes, d.Probe))]);
    }

    /// <summary>The address's host, or the folder of a file.</summary>
    private static string OutletOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.Host
        : Path.GetDirectoryName(source) is { Length: > 0 } folder ? folder : source;

    private static (IReadOnlyDictionary<RecordField, Agreement>? Agreement, SecondLook Look) Compare(ReviewableArticle article, ArticleReview review, ReviewOptions options)
    {
        var isFirstDone = review.Records.Any(r => r.IsDecided) && review.Records.All(r => r.IsDecided || r.State == ReviewState.Accepted);
        if (!isFirstDone || Draw.Of(Draw.BlindLook, article.ArticleId) >= options.BlindShare)
        {
            return (null, SecondLook.None);
        }

        if (review.Decisions.All(d => d.Pass != ReviewPass.Blind))
        {
            return (null, SecondLook.Blind);
        }

        var first = ArticleReview.Fold(article.ArticleId, article.Records, review.Decisions, ReviewPass.First);
        var blind = ArticleReview.Fold(article.ArticleId, article.Records, review.Decisions, ReviewPass.Blind);
        if (first.Records.Any(r => r.IsDecided && r.DecidedOn is not null && blind.Find(r.Subject) is not { IsDecided: true }))
        {
            return (null, SecondLook.Blind);
        }

        var agreement = Core.Review.Agreement.Between(first, blind);
        var isSettled = review.Decisions.Any(d => d.Pass == ReviewPass.Settling);
        return (agreement, !isSettled && agreement.Values.Any(a => a.OnlyFirst + a.OnlySecond > 0) ? SecondLook.Settling : SecondLook.None);
    }
}

/// <summary>Which further look an article waits for.</summary>
internal enum SecondLook
{
    None,
    Blind,
    Settling,
}

/// <summary>What one decision cost, and whether a probe was noticed.</summary>
internal readonly record struct DecisionMeasure(string Reviewer, double? Seconds, int? Keystrokes, ProbeResult Probe);

/// <summary>An organisation as a record names it.</summary>
internal readonly record struct NamedOrganisation(RecordField Field, string Name, string Id);

/// <summary>What the queue and the status page need to know of a record.</summary>
internal sealed record IndexedRecord(
    string Subject,
    int Revision,
    ReviewState State,
    Disposition? Proposed,
    bool Awaits,
    QueueRecord Queue,
    IReadOnlyList<NamedOrganisation> Organisations,
    IReadOnlyList<ValueReference> Values,
    bool IsDisputed,
    bool WasRight,
    Settlement? Settlement)
{
    public static IndexedRecord Of(ReviewedRecord reviewed, ReviewOptions options)
    {
        var record = reviewed.Record;
        var (reason, isDrawn) = ReasonOf(reviewed, options);
        return new IndexedRecord(
            reviewed.Subject,
            reviewed.Revision,
            reviewed.State,
            reviewed.Proposal?.Record.Disposition,
            reviewed.State == ReviewState.Proposed || (reviewed.State == ReviewState.Accepted && isDrawn),
            new QueueRecord(
                reviewed.Subject,
                RecordValues.NameOf(record.Model),
                RecordValues.Signature(record),
                [.. record.Hospitals.Select(h => h.Name)],
                record.Confidence,
                FieldConfidences(record),
                [.. record.Values.Select(v => v.ProposedBy).Distinct(StringComparer.Ordinal)],
                reason),
            [
                .. record.Hospitals.Select(o => new NamedOrganisation(RecordField.Hospitals, o.Name, o.Id)),
                .. record.Adopters.Select(o => new NamedOrganisation(RecordField.Adopters, o.Name, o.Id)),
                .. record.Partners.Select(o => new NamedOrganisation(RecordField.Partners, o.Name, o.Id)),
            ],
            [.. RecordValues.Of(record).Select(v => v.Reference)],
            reviewed.IsDisputed,
            reviewed.State == ReviewState.Confirmed,
            reviewed.Settlement is { } by ? new Settlement(by.Reason, by.Probability, reviewed.DecidedOn?.Confidence, by.Reviewer, by.At, reviewed.DecidedOn?.Disposition) : null);
    }

    /// <summary>Why a record comes before a person, and whether it was drawn or is unsure rather than picked.</summary>
    public static (ReviewReason Reason, bool IsDrawn) ReasonOf(ReviewedRecord reviewed, ReviewOptions options)
    {
        var proposed = reviewed.Proposal?.Record.Disposition ?? reviewed.DecidedOn?.Disposition;
        return proposed == Disposition.Accepted
            ? Draw.Of(Draw.SpotCheck, reviewed.Subject) < options.SpotCheckShare ? (ReviewReason.SpotCheck, true) : (ReviewReason.Chosen, false)
            : (ReviewReason.Unsure, true);
    }

    private static float[] FieldConfidences(ModelRecord record)
    {
        var least = new float[Enum.GetValues<RecordField>().Length];
        Array.Fill(least, 1f);
        foreach (var (reference, value) in RecordValues.Of(record))
        {
            least[(int)reference.Field] = Math.Min(least[(int)reference.Field], (float)value.Confidence);
        }

        return least;
    }
}

/// <summary>The decision that a record's state rests on, as far as measuring needs it.</summary>
internal sealed record Settlement(ReviewReason Reason, double Probability, double? Confidence, string Reviewer, DateTimeOffset At, Disposition? Proposed);
