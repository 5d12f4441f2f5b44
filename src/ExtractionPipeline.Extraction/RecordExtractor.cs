using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction;

/// <summary>
/// Extracts records by rules: finds mentions, resolves them to entities, relates these and assembles records.
/// Loading reads the lexicons once; after that it is immutable and safe to use from any number of threads.
/// </summary>
public sealed class RecordExtractor : IRecordExtractor
{
    private readonly TextAnalyzer analyzer;
    private readonly NameFinder names;
    private readonly RelationRules relations = new();
    private readonly RecordAssembler assembler;

    /// <summary>Loads the lexicons that ship with the program.</summary>
    public RecordExtractor()
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
        var text = analyzer.Analyze(article);
        var discourse = Resolve(text, names.Find(text));
        return discourse.Models.Count == 0 ? [] : assembler.Assemble(discourse, relations.Apply(discourse));
    }

    /// <summary>Mentions and entities of a text, before any relation is drawn.</summary>
    internal static Discourse Resolve(AnalyzedText text, List<NameMention> found)
    {
        var nameAt = IndexTokens(text, found);
        var modelPhrases = ModelPhraseFinder.Find(text, nameAt);
        var institutions = OrganisationFinder.Find(text, found);
        var resolver = new OrganisationResolver(text);
        var certain = resolver.Resolve(institutions);
        var institutionTokens = InstitutionTokens(certain);
        var models = new ModelNameResolver(text).Resolve(
            ModelNameFinder.Find(text, found, nameAt, modelPhrases), mention => institutionTokens.Contains(mention.Name.Tokens.First));
        new UnnamedModelFinder(text, models, nameAt).Find(modelPhrases);
        return new DiscourseBuilder(text, models, certain).Build();
    }

    /// <summary>Where names stand that the article uses for a hospital, university or the like; a company's name may still turn out to be a model's.</summary>
    private static HashSet<int> InstitutionTokens(IEnumerable<OrganisationEntity> entities) =>
        [.. entities.Where(e => e.Kind is not (NameKind.Unknown or NameKind.Company)).SelectMany(e => e.Mentions).Select(m => m.Tokens.First)];

    private static int[] IndexTokens(AnalyzedText text, List<NameMention> names)
    {
        var nameAt = new int[text.Tokens.Length];
        Array.Fill(nameAt, -1);
        for (var i = 0; i < names.Count; i++)
        {
            Array.Fill(nameAt, i, names[i].Tokens.First, names[i].Tokens.Count);
        }

        return nameAt;
    }
}
