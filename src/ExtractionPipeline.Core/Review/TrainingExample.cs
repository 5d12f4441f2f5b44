using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Review;

/// <summary>What a person's decision teaches about one record of an article.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="TextHash">The text that all evidence points into.</param>
/// <param name="Subject">The record.</param>
/// <param name="State">Confirmed, corrected or rejected.</param>
/// <param name="Proposed">What was proposed; null for a record that the extractor missed.</param>
/// <param name="Decided">What is right; null for a rejected record.</param>
/// <param name="ExtractorVersion">What proposed it; empty for a missed record.</param>
/// <param name="Weight">
/// The inverse of the probability with which the record came before a person, shared among the records of one bulk decision: sums over weights
/// stand for all records, not just for those that the extractor was unsure of.
/// </param>
/// <param name="IsSampled">Whether it was drawn with a known probability; others were picked by a reviewer and may teach, but must not measure.</param>
public sealed record TrainingExample(
    string ArticleId,
    ContentHash TextHash,
    string Subject,
    ReviewState State,
    ModelRecord? Proposed,
    ModelRecord? Decided,
    string ExtractorVersion,
    double Weight,
    bool IsSampled)
{
    /// <summary>The examples that an article's decisions give; undecided records give none.</summary>
    public static IEnumerable<TrainingExample> Of(ArticleReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return review.Records.Where(r => r.IsDecided && r.Settlement is not null).Select(r => new TrainingExample(
            review.ArticleId,
            r.TextHash,
            r.Subject,
            r.State,
            r.DecidedOn,
            r.State == ReviewState.Rejected ? null : r.Record,
            r.Settlement!.ExtractorVersion,
            1 / (r.Settlement.Probability * r.Settlement.BulkSize),
            r.Settlement.Reason != ReviewReason.Chosen));
    }

    /// <summary>The examples of all decided articles, by article.</summary>
    /// <exception cref="Stores.StoreException">The store cannot be read.</exception>
    public static async IAsyncEnumerable<TrainingExample> AllAsync(IReviewStore store, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var decisions = new List<Decision>();
        await foreach (var decision in store.AllDecisionsAsync(cancellationToken))
        {
            if (decisions.Count > 0 && decisions[0].ArticleId != decision.ArticleId)
            {
                foreach (var example in await OfArticleAsync(store, decisions, cancellationToken))
                {
                    yield return example;
                }

                decisions.Clear();
            }

            decisions.Add(decision);
        }

        foreach (var example in decisions.Count > 0 ? await OfArticleAsync(store, decisions, cancellationToken) : [])
        {
            yield return example;
        }
    }

    private static async Task<List<TrainingExample>> OfArticleAsync(IReviewStore store, List<Decision> decisions, CancellationToken cancellationToken)
    {
        var article = await store.FindArticleAsync(decisions[0].ArticleId, cancellationToken);
        return [.. Of(ArticleReview.Fold(decisions[0].ArticleId, article?.Records ?? [], decisions))];
    }
}
