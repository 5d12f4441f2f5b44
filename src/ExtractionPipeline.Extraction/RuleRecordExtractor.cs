using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Substitution;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction;

/// <summary>
/// Extracts records by rules alone, the measure that the classifiers have to beat: finds mentions, resolves them to entities, relates these and assembles records.
/// Loading reads the lexicons once; after that it is immutable and safe to use from any number of threads.
/// </summary>
public sealed class RuleRecordExtractor : IStagedRecordExtractor
{
    private readonly TextAnalyzer analyzer;
    private readonly NameFinder names;
    private readonly RelationRules relations = new();
    private readonly RecordAssembler assembler;

    /// <summary>Loads the lexicons that ship with the program.</summary>
    public RuleRecordExtractor()
    {
        var lexicons = LexiconSet.Load();
        analyzer = new TextAnalyzer(lexicons);
        names = new NameFinder(new NameClassifier(lexicons.Organisations));
        assembler = new RecordAssembler(lexicons, RuleReliability.Load());
    }

    /// <inheritdoc />
    public string Version => "rules/1";

    /// <inheritdoc />
    public IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        cancellationToken.ThrowIfCancellationRequested();
        return Run(analyzer.Analyze(article), null);
    }

    /// <inheritdoc />
    public IReadOnlyList<ModelRecord> ExtractWithGold(Article article, IReadOnlyList<GoldRecord> gold, ExtractionStage last, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)last, (int)ExtractionStage.Label, nameof(last));
        cancellationToken.ThrowIfCancellationRequested();
        var text = analyzer.Analyze(article);
        return Run(text, new GoldSubstitution(text, gold, last));
    }

    private List<ModelRecord> Run(AnalyzedText text, GoldSubstitution? gold)
    {
        var found = names.Find(text);
        var discourse = Resolve(text, gold?.Replaces(ExtractionStage.MentionProposal) == true ? gold.Propose(found) : found, gold);
        return discourse.Models.Count == 0 ? [] : assembler.Assemble(discourse, relations.Apply(discourse), gold);
    }

    /// <summary>Mentions and entities of a text, before any relation is drawn.</summary>
    internal static Discourse Resolve(AnalyzedText text, List<NameMention> found, GoldSubstitution? gold = null)
    {
        var nameAt = NameIndex.Of(text, found);
        IReadOnlyList<ModelPhrase> phrases = ModelPhraseFinder.Find(text, nameAt);
        phrases = gold?.Replaces(ExtractionStage.MentionProposal) == true ? gold.Propose(phrases) : phrases;
        var institutions = new OrganisationResolver(text).Resolve(OrganisationFinder.Find(text, found));
        var models = Models(text, found, nameAt, phrases, institutions, gold);
        return gold?.Replaces(ExtractionStage.EntityResolution) == true
            ? new DiscourseBuilder(text, gold.Models(models), gold.Organisations(institutions)).Build()
            : new DiscourseBuilder(text, models, institutions).Build();
    }

    private static List<ModelEntity> Models(
        AnalyzedText text, List<NameMention> found, int[] nameAt, IReadOnlyList<ModelPhrase> phrases, IReadOnlyList<OrganisationEntity> institutions, GoldSubstitution? gold)
    {
        var isDecided = gold?.Replaces(ExtractionStage.MentionDecision) == true;
        var institutionTokens = InstitutionTokens(institutions);
        var models = new ModelNameResolver(text).Resolve(
            ModelNameFinder.Find(text, found, nameAt, [.. phrases]), mention => institutionTokens.Contains(mention.Name.Tokens.First), isDecided ? gold!.IsModel : null);
        new UnnamedModelFinder(text, models, nameAt).Find(phrases);
        return isDecided ? gold!.Decide(models, phrases) : models;
    }

    /// <summary>Where names stand that the article uses for a hospital, university or the like; a company's name may still turn out to be a model's.</summary>
    private static HashSet<int> InstitutionTokens(IEnumerable<OrganisationEntity> entities) =>
        [.. entities.Where(e => e.Kind is not (NameKind.Unknown or NameKind.Company)).SelectMany(e => e.Mentions).Select(m => m.Tokens.First)];
}
