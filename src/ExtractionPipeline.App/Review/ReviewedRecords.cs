using System.Runtime.CompilerServices;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Review;

/// <summary>Stored records as proposals and decisions together make them.</summary>
internal static class ReviewedRecords
{
    /// <summary>
    /// Records that match, each with its state. Articles that no one decided on come as the store gives them; those decided on are folded and
    /// matched by what people made of them, at the place of their first matching proposal or, where none matches, behind the others.
    /// </summary>
    public static async IAsyncEnumerable<(StoredRecord Record, string State)> FindAsync(StoreAccess access, RecordQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        var decided = await access.AllDecisionsAsync(cancellationToken).Where(d => d.ChangesRecords).Select(d => d.ArticleId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var waiting = query.ArticleId is { } only ? decided.Where(a => a == only).ToHashSet() : [.. decided];
        await foreach (var record in access.Records.FindRecordsAsync(query with { Limit = decided.Count == 0 ? query.Limit : null }, cancellationToken))
        {
            var found = !decided.Contains(record.ArticleId) ? [(record, StateName(SubjectState(record.Record.Disposition)))]
                : waiting.Remove(record.ArticleId) ? await OfArticleAsync(access, record.ArticleId, query, cancellationToken) : [];
            foreach (var one in found)
            {
                if (left-- <= 0)
                {
                    yield break;
                }

                yield return one;
            }
        }

        foreach (var articleId in waiting.Order(StringComparer.Ordinal))
        {
            foreach (var one in await OfArticleAsync(access, articleId, query, cancellationToken))
            {
                if (left-- <= 0)
                {
                    yield break;
                }

                yield return one;
            }
        }
    }

    /// <summary>The record of that very name, which a person added or which is no longer proposed; null when there is none.</summary>
    public static async Task<StoredRecord?> GetAsync(StoreAccess access, string key, CancellationToken cancellationToken)
    {
        var review = await ReviewAsync(access, key.Split('.')[0], cancellationToken);
        return review.Find(key) is { } record ? await ToStoredAsync(access, review.ArticleId, record, cancellationToken) : null;
    }

    /// <summary>The article's records as they stand; none when there is no such article.</summary>
    public static async Task<ArticleReview> ReviewAsync(StoreAccess access, string articleId, CancellationToken cancellationToken)
    {
        var proposals = await access.Records.FindRecordsAsync(new RecordQuery { ArticleId = articleId }, cancellationToken).ToListAsync(cancellationToken);
        return ArticleReview.Fold(articleId, proposals, await access.DecisionsAsync(articleId, cancellationToken));
    }

    private static async Task<List<(StoredRecord Record, string State)>> OfArticleAsync(StoreAccess access, string articleId, RecordQuery query, CancellationToken cancellationToken)
    {
        var review = await ReviewAsync(access, articleId, cancellationToken);
        var found = new List<(StoredRecord, string)>();
        foreach (var record in review.Records.Where(r => r.State != ReviewState.Rejected))
        {
            if (await ToStoredAsync(access, articleId, record, cancellationToken) is { } stored && Accepts(query, stored))
            {
                found.Add((stored, StateName(record.State)));
            }
        }

        return found;
    }

    private static async Task<StoredRecord?> ToStoredAsync(StoreAccess access, string articleId, ReviewedRecord record, CancellationToken cancellationToken)
    {
        var standing = record.Record with { Disposition = record.State == ReviewState.Proposed ? Disposition.Review : Disposition.Accepted };
        if (record.Proposal is { } proposal && proposal.TextHash == record.TextHash)
        {
            return proposal with { Record = standing };
        }

        // Evidence points into the text that was decided on, which may be an earlier version's.
        var version = record.History.LastOrDefault(d => d.TextHash == record.TextHash)?.ArticleVersion;
        return await access.Records.GetArticleAsync(articleId, version, cancellationToken) is not { } article ? null : new StoredRecord(
            record.Subject, articleId, article.Version, article.Article.Title, article.Sources[0], article.Article.PublishedOn, record.TextHash, "", record.Settlement?.ExtractorVersion ?? "", record.History[^1].At, standing);
    }

    private static bool Accepts(RecordQuery query, StoredRecord stored)
    {
        var record = stored.Record;
        return Contains(query.Model, [record.Model.Name ?? "", .. record.Model.Aliases, record.Model.Description ?? ""])
            && Contains(query.Hospital, record.Hospitals.SelectMany(o => (string[])[o.Name, .. o.Aliases]))
            && Contains(query.Partner, record.Partners.SelectMany(o => (string[])[o.Name, .. o.Aliases]))
            && (query.Specialty is not { } specialty || record.Specialties.Any(s => s.Label == specialty))
            && (query.FirstOfKind is not { } scope || record.FirstOfKind.Any(c => c.Scope == scope))
            && (query.Disposition is not { } disposition || record.Disposition == disposition)
            && (query.MinimumConfidence is not { } minimum || record.Confidence >= minimum)
            && (query.PublishedFrom is not { } from || stored.PublishedOn >= from)
            && (query.PublishedTo is not { } to || stored.PublishedOn <= to);
    }

    private static bool Contains(string? part, IEnumerable<string> texts) => part is null || texts.Any(t => t.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static ReviewState SubjectState(Disposition disposition) => disposition == Disposition.Accepted ? ReviewState.Accepted : ReviewState.Proposed;

    private static string StateName(ReviewState state) => state == ReviewState.Proposed ? "review" : state.ToString().ToLowerInvariant();
}
