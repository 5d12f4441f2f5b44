using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Extraction.Training;

namespace ExtractionPipeline.App.Learning;

/// <summary>An article on whose records people decided.</summary>
/// <param name="Training">The article with what was decided for its gold; records that no one decided on are left open.</param>
/// <param name="IsHeldBack">Whether it is kept for comparing models and never learned from.</param>
internal sealed record ReviewedArticle(TrainingArticle Training, bool IsHeldBack);

/// <summary>Makes examples of what people decided.</summary>
internal static class ReviewedArticles
{
    /// <summary>One article in so many is held back, by its id, so that it stays so.</summary>
    private const int HeldBackOneIn = 5;

    /// <summary>No article counts for more, however rarely its like comes before a person.</summary>
    private const double HeaviestWeight = 4;

    /// <summary>
    /// The articles with at least one decided record, or of which a person said that they hold none. What was decided on an older text than the
    /// stored one is passed over. Records that were drawn with a known probability weigh its inverse, so that what reviewers chose to look at
    /// does not bend what is learned.
    /// </summary>
    public static async Task<List<ReviewedArticle>> LoadAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        var found = new List<ReviewedArticle>();
        var ids = await access.AllDecisionsAsync(cancellationToken).Select(d => d.ArticleId).Distinct().ToListAsync(cancellationToken);
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            var review = await ReviewedRecords.ReviewAsync(access, id, cancellationToken);
            var examples = TrainingExample.Of(review).ToList();
            if ((examples.Count == 0 && !review.IsComplete) || await access.Records.GetArticleAsync(id, null, cancellationToken) is not { } article || examples.Exists(e => e.TextHash != article.TextHash))
            {
                continue;
            }

            var records = review.Records.Where(r => r.State != ReviewState.Rejected).Select(r => ToGold(r.Record) with { Optional = !r.IsDecided }).ToList();
            var weight = examples.Count == 0 ? 1 : Math.Clamp(examples.Average(e => e.Weight), 1, HeaviestWeight);
            found.Add(new ReviewedArticle(new TrainingArticle($"reviewed-{id}", article.Article, records, $"reviewed-{id}", (float)weight), IsHeldBack(id)));
        }

        return found;
    }

    /// <summary>What a person confirmed, in the form of gold.</summary>
    public static GoldRecord ToGold(ModelRecord record) => new()
    {
        Model = new GoldModel(record.Model.Name, record.Model.Aliases, record.Model.Description),
        Hospitals = Organisations(record.Hospitals),
        Adopters = Organisations(record.Adopters),
        Specialties = [.. record.Specialties.Select(s => new GoldSpecialty(s.Label.Label(), s.Text))],
        Partners = Organisations(record.Partners),
        FirstOfKind = [.. record.FirstOfKind.Select(c => new GoldClaim(c.Scope.Label(), c.Text))],
    };

    private static bool IsHeldBack(string id) => Convert.ToInt32(ContentHash.Of(id).Hex[..4], 16) % HeldBackOneIn == 0;

    private static List<GoldOrganisation> Organisations(IReadOnlyList<OrganisationValue> organisations) => [.. organisations.Select(o => new GoldOrganisation(o.Name, o.Aliases))];
}
