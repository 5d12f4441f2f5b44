using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Review;

/// <summary>Writes an opened article for the page.</summary>
internal static class ItemWriter
{
    private const double Sure = 0.8;

    public static ReviewItem Write(
        StoredArticle stored,
        ArticleReview review,
        IReadOnlyList<AnchoredRecord> anchors,
        ReviewPass pass,
        string reviewer,
        ReviewOptions options,
        IReadOnlyList<Suggestion> suggestions,
        ReviewIndex index,
        Lease? heldByOther,
        TimeProvider time)
    {
        var article = stored.Article;
        return new ReviewItem(
            stored.ArticleId,
            stored.Version,
            article.Title,
            stored.Sources[0],
            LinkOf(article.CanonicalAddress?.OriginalString) ?? LinkOf(stored.Sources[0]),
            article.PublishedOn,
            article.Language,
            article.Text,
            [.. article.Blocks.Select(b => new ItemBlock(b.Kind.ToString(), b.Span.Start, b.Span.End, b.Level))],
            pass,
            review.IsComplete,
            [.. review.Records.Select(r => ToRecord(r, stored, anchors, pass, reviewer, options, index))],
            suggestions,
            heldByOther is null ? new ItemLease(reviewer, time.GetUtcNow().AddSeconds(options.LeaseSeconds), true) : new ItemLease(heldByOther.Reviewer, heldByOther.ExpiresAt, false));
    }

    // Only addresses that a browser may safely follow: never a script, a file or data.
    private static string? LinkOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri!.AbsoluteUri : null;

    private static ItemRecord ToRecord(ReviewedRecord reviewed, StoredArticle stored, IReadOnlyList<AnchoredRecord> anchors, ReviewPass pass, string reviewer, ReviewOptions options, ReviewIndex index)
    {
        var shown = Relocated(Probes.Shown(reviewed.Record, Probes.Of(reviewed, reviewer, options.ProbeShare)), reviewed.TextHash, stored);
        var (reason, isDrawn) = IndexedRecord.ReasonOf(reviewed, options);
        var signature = RecordValues.Signature(reviewed.Record);
        return new ItemRecord(
            reviewed.Subject,
            reviewed.Revision,
            reviewed.State,
            reason,
            reviewed.State == ReviewState.Proposed || (reviewed.State == ReviewState.Accepted && isDrawn) || (pass == ReviewPass.Settling && reviewed.Settlement?.Pass != ReviewPass.Settling),
            RecordOutput.Of(shown),
            [.. RecordValues.Of(shown).Select(v => new ValueOrigin(v.Reference.Field, v.Reference.Text, Math.Round(v.Value.Confidence, 2), v.Value.ProposedBy, Why(v.Value)))],
            reviewed.AcceptedValues,
            reviewed.Disagreements,
            reviewed.IsExistenceDisputed,
            LaterEvidence.Of(reviewed, stored.TextHash, anchors),
            HistoryEntry.Of(reviewed),
            index.CountAlike(signature) - (reviewed.IsDecided ? 0 : 1),
            signature);
    }

    /// <summary>Evidence that was marked in an older text is looked up in the new one; what is not there any more is left without a place.</summary>
    private static ModelRecord Relocated(ModelRecord record, ContentHash textHash, StoredArticle stored)
    {
        if (textHash == stored.TextHash)
        {
            return record;
        }

        IReadOnlyList<Evidence> Move(FieldValue value) =>
        [
            .. value.Evidence.Select(e => (e.Text, At: stored.Article.Text.IndexOf(e.Text, StringComparison.Ordinal))).Where(e => e.At >= 0 && e.Text.Length > 0)
                .Select(e => new Evidence(new TextSpan(e.At, e.At + e.Text.Length), e.Text)).Distinct(),
        ];
        return record with
        {
            Model = record.Model with { Evidence = Move(record.Model) },
            Hospitals = [.. record.Hospitals.Select(v => v with { Evidence = Move(v) })],
            Adopters = [.. record.Adopters.Select(v => v with { Evidence = Move(v) })],
            Specialties = [.. record.Specialties.Select(v => v with { Evidence = Move(v) })],
            Partners = [.. record.Partners.Select(v => v with { Evidence = Move(v) })],
            FirstOfKind = [.. record.FirstOfKind.Select(v => v with { Evidence = Move(v) })],
        };
    }

    private static string? Why(FieldValue value) => value switch
    {
        { ProposedBy: RecordEditing.Person } or { Confidence: >= Sure } => null,
        { Evidence.Count: 0 } => "no words of the article show it",
        { Evidence.Count: 1 } => string.Create(CultureInfo.InvariantCulture, $"the rule “{value.ProposedBy}” alone proposes it, from one place"),
        _ => string.Create(CultureInfo.InvariantCulture, $"the rule “{value.ProposedBy}” proposes it, from {value.Evidence.Count} places"),
    };
}
