using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>Makes the records of all stored articles again with the present extractor, from where an earlier run with the same one stopped. Decisions of people are kept elsewhere and stay.</summary>
public sealed class Reprocessing(IRecordStore records, IIngestionStore items, IRecordExtractor extractor, TimeProvider time)
{
    private const int Portion = 32;

    /// <summary>Runs to the end or until cancelled; what was done by then is stored.</summary>
    /// <param name="fromStart">Whether to begin anew though an earlier run with this extractor came further.</param>
    /// <param name="progress">Gets the number of articles looked at so far in this run.</param>
    /// <param name="cancellationToken">Ends the run between two portions.</param>
    /// <returns>Articles looked at, and those whose records changed.</returns>
    /// <exception cref="StoreException">The store failed; the portions before are stored.</exception>
    public async Task<(int Looked, int Changed)> RunAsync(bool fromStart, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var after = fromStart ? null : await items.ReprocessedUpToAsync(extractor.Version, cancellationToken);
        var (looked, changed) = (0, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            var ids = await items.ArticleIdsAsync(after, Portion, cancellationToken);
            if (ids.Count == 0)
            {
                break;
            }

            var made = new ReprocessedArticle?[ids.Count];
            await Parallel.ForEachAsync(Enumerable.Range(0, ids.Count), CancellationToken.None, async (i, _) => made[i] = await MakeAsync(ids[i]));
            var differing = made.OfType<ReprocessedArticle>().ToList();
            after = ids[^1];
            await items.SaveReprocessedAsync(differing, extractor.Version, after, CancellationToken.None);
            looked += ids.Count;
            changed += differing.Count;
            progress?.Report(looked);
        }

        return (looked, changed);
    }

    /// <summary>The article's records made again; null when this extractor has made the stored ones.</summary>
    private async Task<ReprocessedArticle?> MakeAsync(string articleId)
    {
        var stored = await records.GetArticleAsync(articleId, null, CancellationToken.None);
        if (stored is null)
        {
            return null;
        }

        var fresh = extractor.Extract(stored.Article);
        var known = await records.FindRecordsAsync(new RecordQuery { ArticleId = articleId }, CancellationToken.None).ToListAsync(CancellationToken.None);
        return known.Count == fresh.Count && known.All(k => k.ExtractorVersion == extractor.Version)
            && known.OrderBy(k => k.Record.Id, StringComparer.Ordinal).Select(k => System.Text.Json.JsonSerializer.Serialize(k.Record)).SequenceEqual(fresh.OrderBy(f => f.Id, StringComparer.Ordinal).Select(f => System.Text.Json.JsonSerializer.Serialize(f)), StringComparer.Ordinal)
            ? null
            : new ReprocessedArticle(articleId, stored.Version, fresh, extractor.Version, time.GetUtcNow());
    }
}
