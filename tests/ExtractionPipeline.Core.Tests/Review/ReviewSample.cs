using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Tests.Review;

/// <summary>A made-up article with two proposals, and a reviewer's session on it.</summary>
internal sealed class ReviewSample
{
    public const string ArticleId = "a1";
    public const string Text = "Ande Hospital built Kestrel for oncology with Ande Yizhi.\nOsprey came from Baihe Hospital. Baihe Clinic uses it.";

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly List<Decision> decisions = [];

    public StoredArticle Article { get; private set; } = ArticleOf(Text, 1);

    public List<StoredRecord> Proposals { get; } = [Propose(1, "r1", "Kestrel", ["Ande Hospital"]), Propose(1, "r2", "Osprey", ["Baihe Hospital"])];

    public IReadOnlyList<Decision> Decisions => decisions;

    public ArticleReview Review => ArticleReview.Fold(ArticleId, Proposals, decisions);

    public ReviewedRecord this[int index] => Review.Records[index];

    public static StoredRecord Propose(int version, string id, string model, string[] hospitals, Disposition disposition = Disposition.Review, string extractor = "rules-1", string text = Text) => new(
        $"{ArticleId}.{version}.{id}", ArticleId, version, "Title", "page.html", new DateOnly(2026, 1, 2), ContentHash.Of(text), "run", extractor, Start, Record(id, model, hospitals, disposition, text));

    public static ModelRecord Record(string id, string model, string[] hospitals, Disposition disposition = Disposition.Review, string text = Text) => new()
    {
        Id = id,
        Model = new ModelValue { Name = model, Confidence = 0.6, Evidence = [At(text, model)], ProposedBy = "rule" },
        Hospitals = [.. hospitals.Select(h => new OrganisationValue { Name = h, Id = h.ToLowerInvariant().Replace(' ', '-'), Confidence = 0.5, Evidence = [At(text, h)], ProposedBy = "rule" })],
        Confidence = 0.4,
        Disposition = disposition,
    };

    public void Reread(int version, string text, params StoredRecord[] proposals)
    {
        Article = ArticleOf(text, version);
        Proposals.Clear();
        Proposals.AddRange(proposals);
    }

    public DecisionResult Try(DecisionRequest request, string reviewer = "ann", ReviewPass pass = ReviewPass.First) =>
        DecisionCheck.Check(request, Review, Article, new DecisionContext(reviewer, Start.AddMinutes(decisions.Count), pass));

    public Decision Decide(DecisionRequest request, string reviewer = "ann", ReviewPass pass = ReviewPass.First)
    {
        var result = Try(request, reviewer, pass);
        Assert.True(result.Succeeded, result.Refusal?.Message);
        decisions.Add(result.Decision);
        return result.Decision;
    }

    public DecisionRequest Request(DecisionKind kind, params int[] records) => new()
    {
        Id = $"d{decisions.Count + 1}",
        ArticleId = ArticleId,
        Kind = kind,
        Subjects = [.. records.Select(i => new SubjectRevision(this[i].Subject, this[i].Revision))],
    };

    public static RecordOutput Form(string model, params string[] hospitals) => RecordOutput.Of(Record("x", model, hospitals));

    private static Evidence At(string text, string words)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return Evidence.At(new TextSpan(start, start + words.Length), text);
    }

    private static StoredArticle ArticleOf(string text, int version) => new(
        ArticleId, version, ["page.html"], ContentHash.Of(text), ContentHash.Of(text), new Article { Text = text, Blocks = [], Title = "Title" }, Start);
}
