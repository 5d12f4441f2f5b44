using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>Cuts sentences into chunks and follows the thread: which model and which hospital the text is about.</summary>
internal sealed class DiscourseBuilder
{
    private static readonly (Cue Cue, ChunkKind Kind)[] Words =
    [
        (Cue.Former, ChunkKind.Former), (Cue.Latter, ChunkKind.Latter), (Cue.BaseOf, ChunkKind.Foundation), (Cue.With, ChunkKind.With),
        (Cue.DevelopNoun, ChunkKind.DevelopNoun), (Cue.Develop, ChunkKind.Develop), (Cue.Adopt, ChunkKind.Adopt), (Cue.Launch, ChunkKind.Launch),
        (Cue.Support, ChunkKind.Support), (Cue.HospitalReference, ChunkKind.HospitalReference), (Cue.CompanyReference, ChunkKind.CompanyReference),
        (Cue.ModelReference, ChunkKind.ModelReference), (Cue.Negation, ChunkKind.Negation),
        (Cue.Relative, ChunkKind.Break), (Cue.ClauseVerb, ChunkKind.Break),
    ];

    private static readonly ulong MainVerb = AnalyzedText.Mask(Cue.Develop, Cue.Launch, Cue.Adopt, Cue.With, Cue.BaseOf, Cue.DevelopNoun);
    private static readonly ulong Skipped = AnalyzedText.Mask(Cue.Auxiliary, Cue.Adverb);
    private static readonly ulong AuxiliaryWord = AnalyzedText.Mask(Cue.Auxiliary);
    private static readonly ulong AnyWord = AnalyzedText.Mask([.. Words.Select(w => w.Cue)]);

    private readonly AnalyzedText text;
    private readonly IReadOnlyList<ModelEntity> models;
    private readonly IReadOnlyList<OrganisationEntity> organisations;
    private readonly Dictionary<int, Chunk> entityAt = [];
    private readonly Func<int, bool> mayBeTopic;
    private readonly int ourHospital;
    private int topic = -1;
    private int hospital = -1;
    private int company = -1;
    private int former = -1;
    private int latter = -1;

    /// <param name="text">The text.</param>
    /// <param name="models">The models, unsure ones among them.</param>
    /// <param name="organisations">The institutions.</param>
    /// <param name="mayBeTopic">Which models a pronoun may stand for; null for all.</param>
    public DiscourseBuilder(AnalyzedText text, IReadOnlyList<ModelEntity> models, IReadOnlyList<OrganisationEntity> organisations, Func<int, bool>? mayBeTopic = null)
    {
        this.mayBeTopic = mayBeTopic ?? (_ => true);
        this.text = text;
        this.models = models;
        this.organisations = organisations;
        ourHospital = MostSpokenOf();
        IndexEntities();
    }

    public Discourse Build()
    {
        var views = new List<SentenceView>(text.Sentences.Length);
        var block = -1;
        foreach (var sentence in text.Sentences)
        {
            var chunks = ChunksOf(sentence);
            if (sentence.Block != block && IsMain(ourHospital))
            {
                // A new paragraph's "the hospital" is the one that the article is about.
                hospital = ourHospital;
            }

            block = sentence.Block;
            views.Add(new SentenceView(sentence, chunks, topic, hospital >= 0 ? hospital : ourHospital, company, former, latter));
            Follow(sentence, chunks);
        }

        return new Discourse(text, models, organisations, views);
    }

    private void IndexEntities()
    {
        foreach (var organisation in organisations)
        {
            foreach (var mention in organisation.Mentions)
            {
                entityAt[mention.Tokens.First] = new Chunk(ChunkKind.Organisation, mention.Tokens, organisation.Index);
            }
        }

        foreach (var model in models)
        {
            foreach (var phrase in model.Phrases.Where(_ => !model.IsNamed))
            {
                entityAt[phrase.Tokens.First] = new Chunk(ChunkKind.Model, phrase.Tokens, model.Index);
            }

            foreach (var mention in model.Mentions)
            {
                entityAt[mention.Name.Tokens.First] = new Chunk(ChunkKind.Model, mention.Name.Tokens, model.Index);
            }
        }
    }

    private List<Chunk> ChunksOf(Sentence sentence)
    {
        var chunks = new List<Chunk>();
        var position = sentence.Tokens.First;
        while (position < sentence.Tokens.End)
        {
            if (entityAt.TryGetValue(position, out var entity))
            {
                chunks.Add(entity);
                position = Math.Max(entity.Tokens.End, position + 1);
                continue;
            }

            var chunk = At(position, sentence);
            if (chunk is not null)
            {
                chunks.Add(chunk.Value);
            }

            position = chunk?.Tokens.End ?? position + 1;
        }

        return chunks;
    }

    private Chunk? At(int position, Sentence sentence)
    {
        var token = text.Tokens[position];
        if (text.IsPossessive(position))
        {
            return new Chunk(ChunkKind.Possessive, new TokenRange(position, position + 1));
        }

        if (!token.IsWord)
        {
            var kind = token.Mark switch
            {
                ',' => ChunkKind.Comma,
                ';' or ':' or '—' or '/' => ChunkKind.Break,
                '-' when !token.Has(TokenShape.Attached) => ChunkKind.Break,
                '&' => ChunkKind.And,
                _ => (ChunkKind?)null,
            };
            return kind is null ? null : new Chunk(kind.Value, new TokenRange(position, position + 1));
        }

        if (IsAuxiliaryOfVerb(position, sentence))
        {
            return null;
        }

        if (text.HasAny(position, AnyWord))
        {
            // The longest phrase counts ("made public" and not "made"); of equally long ones the first listed.
            var best = Words.MaxBy(w => text.EndOf(position, w.Cue));
            var end = Math.Min(text.EndOf(position, best.Cue), sentence.Tokens.End);
            var cut = ShortOfEntity(position, end);

            // "the Institute of Psychology" is no reference to an institute.
            var isReference = best.Kind is ChunkKind.HospitalReference or ChunkKind.CompanyReference or ChunkKind.ModelReference;
            return isReference && cut < end ? null : new Chunk(best.Kind, new TokenRange(position, cut));
        }

        var small = text.Word(position) switch
        {
            "by" or "By" => ChunkKind.By,
            "and" or "And" => ChunkKind.And,
            _ => text.Has(position, Cue.Possession) ? ChunkKind.Possession : text.Has(position, Cue.Conjunction) ? ChunkKind.And : (ChunkKind?)null,
        };
        return small is null ? null : new Chunk(small.Value, new TokenRange(position, position + 1));
    }

    /// <summary>"has jointly developed", "are already using": only the main verb counts.</summary>
    private bool IsAuxiliaryOfVerb(int position, Sentence sentence)
    {
        if (!text.HasAny(position, AuxiliaryWord))
        {
            return false;
        }

        var next = text.EndOf(position, Cue.Auxiliary);
        while (next > 0 && next < sentence.Tokens.End && text.HasAny(next, Skipped) && !text.HasAny(next, MainVerb))
        {
            next = Math.Max(text.EndOf(next, Cue.Auxiliary), text.EndOf(next, Cue.Adverb));
        }

        return next > 0 && next < sentence.Tokens.End && text.HasAny(next, MainVerb) && !IsHaving(next);
    }

    private bool IsHaving(int token) => text.Word(token) is "has" or "have" or "had";

    private int ShortOfEntity(int first, int end)
    {
        for (var i = first + 1; i < end; i++)
        {
            if (entityAt.ContainsKey(i))
            {
                return i;
            }
        }

        return end;
    }

    /// <summary>A sentence's first model becomes the topic, or its last where it only introduces it; a heading's model holds for what follows.</summary>
    private void Follow(Sentence sentence, List<Chunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            if (chunk.Is(ChunkKind.Organisation) && organisations[chunk.Entity].IsHospital)
            {
                hospital = chunk.Entity;
            }
            else if (chunk.Is(ChunkKind.Organisation) && organisations[chunk.Entity].Kind == Mentions.NameKind.Company)
            {
                company = chunk.Entity;
            }
        }

        var mentioned = chunks.Where(c => c.Is(ChunkKind.Model) && mayBeTopic(c.Entity)).Select(c => c.Entity).Distinct().ToList();
        if (mentioned.Count > 0 && text.BlockOf(sentence).Kind != ArticleBlockKind.Caption)
        {
            (former, latter) = mentioned.Count >= 2 ? (mentioned[^2], mentioned[^1]) : (former, latter);
            topic = mentioned[Math.Max(0, mentioned.FindIndex(m => models[m].IsNamed))];
        }
    }

    private bool IsMain(int organisation) =>
        organisation >= 0 && organisations.Where(o => o.IsHospital && o.Index != organisation).All(o => 2 * o.Mentions.Count <= organisations[organisation].Mentions.Count);

    /// <summary>Who says "our hospital": the hospital that the article names most often.</summary>
    private int MostSpokenOf() => organisations.Where(o => o.IsHospital).OrderByDescending(o => o.Mentions.Count).FirstOrDefault()?.Index ?? -1;
}
