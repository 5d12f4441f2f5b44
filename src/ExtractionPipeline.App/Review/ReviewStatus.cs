using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>Kappa of one field.</summary>
internal sealed record FieldAgreement(RecordField Field, int Values, double? Observed, double? Kappa);

/// <summary>What one reviewer did, and what it took.</summary>
internal sealed record ReviewerEffort(string Reviewer, int Measured, double? MedianSeconds, double? MeanKeystrokes, int ProbesNoticed, int ProbesMissed);

/// <summary>A record on which a newer extraction disagrees with a person.</summary>
internal sealed record Dispute(string ArticleId, string Title, string Subject, string Model, ReviewState State);

/// <summary>How the review stands and what it tells of the store.</summary>
internal sealed record ReviewStatus(
    bool IsLoaded,
    IReadOnlyDictionary<string, int> Records,
    int Articles,
    int AwaitingRecords,
    int AwaitingArticles,
    ShareEstimate PrecisionAsExtracted,
    ShareEstimate PrecisionAsItStands,
    int SpotChecksDrawn,
    int SpotChecksDone,
    double SpotCheckShare,
    double MissedPerArticle,
    int ArticlesReadThrough,
    IReadOnlyList<FieldAgreement> Agreement,
    IReadOnlyList<ReviewerEffort> Reviewers,
    IReadOnlyList<Dispute> Disputes)
{
    private const int MostDisputes = 200;

    public static ReviewStatus Of(ReviewDesk desk)
    {
        var articles = desk.Index.Articles.ToList();
        var records = articles.SelectMany(a => a.Records).ToList();
        var settled = records.Where(r => r.Settlement is { Proposed: not null }).ToList();
        var spotChecks = settled.Where(r => r.Settlement!.Reason == ReviewReason.SpotCheck).ToList();

        // Undecided records that were accepted automatically are as good as those among them that were drawn and looked at.
        var untouched = records.Count(r => r.State == ReviewState.Accepted);
        var kept = records.Count(r => r.State is ReviewState.Confirmed or ReviewState.Corrected);
        var accepted = InverseProbability.Share(spotChecks.Select(Sample));
        var read = articles.Where(a => a.IsReadThrough).ToList();
        return new ReviewStatus(
            desk.Loaded.IsCompletedSuccessfully,
            Enum.GetValues<ReviewState>().ToDictionary(s => s.ToString(), s => records.Count(r => r.State == s)),
            articles.Count,
            desk.Index.AwaitingRecords,
            desk.Index.AwaitingArticles,
            InverseProbability.Share(settled.Where(r => r.Settlement!.Reason != ReviewReason.Chosen).Select(Sample)),
            InverseProbability.Together(kept, untouched, accepted),
            records.Count(r => r.Queue.Reason == ReviewReason.SpotCheck),
            spotChecks.Count,
            desk.Options.SpotCheckShare,
            read.Count == 0 ? 0 : read.Average(a => a.Added),
            read.Count,
            Agreements(articles),
            Efforts(articles),
            [
                .. articles.SelectMany(a => a.Records.Where(r => r.IsDisputed).Select(r => new Dispute(a.Item.ArticleId, a.Item.Title ?? a.Item.Source, r.Subject, r.Queue.Model, r.State)))
                    .OrderBy(d => d.Subject, StringComparer.Ordinal).Take(MostDisputes),
            ]);
    }

    private static SampledRecord Sample(IndexedRecord record) => new(record.WasRight, record.Settlement!.Probability);

    private static List<FieldAgreement> Agreements(IReadOnlyList<IndexedArticle> articles)
    {
        var compared = articles.Where(a => a.Agreement is not null).Select(a => a.Agreement!).ToList();
        return compared.Count == 0 ? [] :
        [
            .. Enum.GetValues<RecordField>().Select(f => (Field: f, Sum: compared.Aggregate(new Agreement(0, 0, 0, 0), (sum, a) => sum.Plus(a[f]))))
                .Select(f => new FieldAgreement(f.Field, f.Sum.Count, f.Sum.Observed, f.Sum.Kappa)),
        ];
    }

    private static List<ReviewerEffort> Efforts(IReadOnlyList<IndexedArticle> articles) =>
    [
        .. articles.SelectMany(a => a.Measures).GroupBy(m => m.Reviewer, StringComparer.Ordinal).Select(g =>
        {
            var seconds = g.Where(m => m.Seconds is not null).Select(m => m.Seconds!.Value).Order().ToList();
            var keys = g.Where(m => m.Keystrokes is not null).Select(m => m.Keystrokes!.Value).ToList();
            return new ReviewerEffort(
                g.Key,
                seconds.Count,
                seconds.Count == 0 ? null : seconds[seconds.Count / 2],
                keys.Count == 0 ? null : keys.Average(),
                g.Count(m => m.Probe == ProbeResult.Noticed),
                g.Count(m => m.Probe == ProbeResult.Missed));
        }).OrderBy(e => e.Reviewer, StringComparer.Ordinal),
    ];
}
