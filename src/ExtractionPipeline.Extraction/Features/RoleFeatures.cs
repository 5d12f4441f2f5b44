using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes an institution's part in a model by every place of the article that brings the two together.</summary>
internal sealed class RoleFeatures
{
    private const int LongestSignature = 6;

    private static readonly ulong Negations = AnalyzedText.Mask(Cue.Negation);

    private readonly AnalyzedText text;
    private readonly UnitSequence units;
    private readonly Discourse discourse;
    private readonly ArticleProfile profile;
    private readonly ContextFeatures context;
    private readonly ILookup<(int Model, int Organisation), RoleEvidence> rules;
    private readonly ILookup<int, RoleEvidence> ofModel;
    private readonly ILookup<int, RoleEvidence> ofOrganisation;
    private readonly List<int>[] sentencesOf;
    private readonly SentenceLinks[] links;
    private readonly PlaceFeatures places;

    public RoleFeatures(UnitSequence units, Discourse discourse, ArticleProfile profile, IEnumerable<RoleEvidence> evidence)
    {
        text = units.Text;
        this.units = units;
        this.discourse = discourse;
        this.profile = profile;
        context = new ContextFeatures(units);
        var told = evidence.ToList();
        rules = told.ToLookup(e => (e.Model, e.Organisation));
        ofModel = told.ToLookup(e => e.Model);
        ofOrganisation = told.ToLookup(e => e.Organisation);
        sentencesOf = SentencesOf(discourse);
        links = [.. discourse.Sentences.Select(v => SentenceLinks.Of(text, v))];
        places = new PlaceFeatures(units, discourse, profile);
        Lists = ListsOf(ChunkKind.Organisation, discourse.Organisations.Count);
        ModelLists = ListsOf(ChunkKind.Model, discourse.Models.Count);
    }

    /// <summary>Which institutions are listed side by side with each ("A, B and C").</summary>
    public IReadOnlyList<IReadOnlySet<int>> Lists { get; }

    /// <summary>Whether anything brings the two together; see <see cref="PlaceFeatures.IsPlausible"/>.</summary>
    public bool IsPlausible(int model, int organisation) => places.IsPlausible(model, organisation);

    /// <summary>Which models are listed side by side with each.</summary>
    public IReadOnlyList<IReadOnlySet<int>> ModelLists { get; }

    public void Of(FeatureBag bag, int model, int organisation, IReadOnlyList<float> modelScores)
    {
        var entity = discourse.Organisations[organisation];
        var kind = ContextFeatures.Number((int)entity.Kind);
        bag.Add(FeatureTemplate.OrganisationKind, kind);
        Rules(bag, model, organisation);
        places.Salience(bag, model, entity, modelScores);
        var links = 0;
        foreach (var s in sentencesOf[organisation])
        {
            links += Sentence(bag, s, model, organisation) ? 1 : 0;
        }

        bag.AddCount(FeatureTemplate.LinkKind, links, 9);
        foreach (var mention in entity.Mentions)
        {
            places.Mention(bag, mention, model);
        }
    }

    private void Rules(FeatureBag bag, int model, int organisation)
    {
        foreach (var evidence in rules[(model, organisation)])
        {
            bag.Add(FeatureTemplate.RuleRole, ContextFeatures.Number((int)evidence.Role));
            bag.Add(FeatureTemplate.RuleName, Symbols.Of(evidence.Rule), ContextFeatures.Number((int)evidence.Role));
        }

        // Another institution that the rules take for the maker speaks against this one.
        foreach (var evidence in ofModel[model])
        {
            bag.AddIf(evidence.Organisation != organisation, FeatureTemplate.RuleRole, ContextFeatures.Number((int)evidence.Role), 1);
        }

        foreach (var evidence in ofOrganisation[organisation])
        {
            bag.AddIf(evidence.Model != model && evidence.Role is (OrganisationRole.Developer or OrganisationRole.Partner), FeatureTemplate.RuleRole, 2, 2);
        }
    }

    /// <summary>What one sentence says of the two; false when it does not bring them together.</summary>
    private bool Sentence(FeatureBag bag, int sentence, int model, int organisation)
    {
        var view = discourse.Sentences[sentence];
        var link = links[sentence];
        var (modelChunk, organisationChunk) = link.Closest(view, model, organisation);
        if (organisationChunk < 0)
        {
            return false;
        }

        if (modelChunk < 0)
        {
            if (view.Topic == model)
            {
                Topic(bag, view, link, organisationChunk);
                return true;
            }

            return false;
        }

        var kind = LinkKindOf(view, modelChunk, organisationChunk);
        bag.Add(FeatureTemplate.LinkKind, kind);
        Signatures(bag, view, link, modelChunk, organisationChunk, kind);
        Between(bag, view, modelChunk, organisationChunk);
        bag.AddIf((profile.CuesOf(sentence) & Negations) != 0, FeatureTemplate.NegatedSentence);
        bag.AddIf(link.IsListed(organisationChunk), FeatureTemplate.Coordinated, 1);
        bag.AddIf(link.IsListed(modelChunk), FeatureTemplate.Coordinated, 2);
        bag.AddIf(link.IsListed(modelChunk) && link.IsListed(organisationChunk) && link.PositionInList(modelChunk) == link.PositionInList(organisationChunk), FeatureTemplate.Respective, 1);
        bag.AddIf(link.IsListed(modelChunk) && link.IsListed(organisationChunk) && link.PositionInList(modelChunk) != link.PositionInList(organisationChunk), FeatureTemplate.Respective, 2);
        Beside(bag, view.Chunks[organisationChunk], link, organisationChunk);
        return true;
    }

    private static ulong LinkKindOf(SentenceView view, int model, int organisation) =>
        ContextFeatures.Number((view.Chunks[model].Is(ChunkKind.Model) ? 0 : 1) + (view.Chunks[organisation].Is(ChunkKind.Organisation) ? 0 : 2) + (model < organisation ? 0 : 4));

    /// <summary>The kinds of the chunks between the two, lists taken as one, and what stands on the far sides.</summary>
    private void Signatures(FeatureBag bag, SentenceView view, SentenceLinks link, int model, int organisation, ulong kind)
    {
        var (low, high) = (Math.Min(model, organisation), Math.Max(model, organisation));
        var signature = 17UL;
        var length = 0;
        Span<ulong> codes = stackalloc ulong[64];
        for (var i = low + 1; i < high && length < codes.Length; i++)
        {
            if (!link.IsWithinListOf(i, model) && !link.IsWithinListOf(i, organisation))
            {
                codes[length++] = CodeOf(view.Chunks[i]);
            }
        }

        for (var i = 0; i < length; i++)
        {
            if (length <= LongestSignature || i < 2 || i >= length - 3)
            {
                signature = Symbols.Join(signature, codes[i]);
            }
        }

        var direction = model < organisation ? 1UL : 2UL;
        bag.Add(FeatureTemplate.Signature, signature, direction);
        bag.Add(FeatureTemplate.Signature, signature, Symbols.Join(kind, CodeOf(view.Chunks[organisation])));
        var near = length == 0 ? 0 : model < organisation ? codes[length - 1] : codes[0];
        var far = Beyond(view, link, organisation, model < organisation ? 1 : -1);
        bag.Add(FeatureTemplate.SignatureShort, Symbols.Join(near, far), direction);
        bag.Add(FeatureTemplate.SignatureShort, near, Symbols.Join(direction, 3));
        bag.Add(FeatureTemplate.SignatureShort, far, Symbols.Join(direction, 4));
        for (var i = 0; i < length; i++)
        {
            bag.Add(FeatureTemplate.BetweenCue, codes[i], direction);
        }

        bag.AddCount(FeatureTemplate.BetweenCount, length);
    }

    /// <summary>The chunk on the far side of the institution or of the list that it belongs to.</summary>
    private static ulong Beyond(SentenceView view, SentenceLinks link, int organisation, int step)
    {
        var i = organisation + step;
        while (i >= 0 && i < view.Chunks.Count && link.IsWithinListOf(i, organisation))
        {
            i += step;
        }

        return i >= 0 && i < view.Chunks.Count ? CodeOf(view.Chunks[i]) : 1;
    }

    private static ulong CodeOf(Chunk chunk) => ContextFeatures.Number((int)chunk.Kind + 10);

    private void Between(FeatureBag bag, SentenceView view, int model, int organisation)
    {
        var (left, right) = model < organisation ? (view.Chunks[model].Tokens, view.Chunks[organisation].Tokens) : (view.Chunks[organisation].Tokens, view.Chunks[model].Tokens);
        int from = units.UnitOf(left.End - 1) + 1, to = units.UnitOf(right.First);
        bag.AddCount(FeatureTemplate.Distance, Math.Max(0, to - from) / 2);
        var direction = model < organisation ? 1UL : 2UL;
        for (var i = from; i < Math.Min(to, from + 25); i++)
        {
            ref readonly var unit = ref units[i];
            bag.Add(FeatureTemplate.BetweenWord, unit.Symbol, direction);
            bag.AddIf(unit.Cluster.Fine >= 0, FeatureTemplate.BetweenCluster, ContextFeatures.Number(unit.Cluster.Fine));
            bag.AddIf(unit.Kind == UnitKind.Hospital, FeatureTemplate.OtherOrganisationBetween, 1);
            bag.AddIf(unit.Kind is UnitKind.Company or UnitKind.University or UnitKind.Laboratory, FeatureTemplate.OtherOrganisationBetween, 2);
        }

        for (var i = Math.Min(model, organisation) + 1; i < Math.Max(model, organisation); i++)
        {
            bag.AddIf(view.Chunks[i].Is(ChunkKind.Model) && view.Chunks[i].Entity != view.Chunks[model].Entity, FeatureTemplate.OtherModelBetween, direction);
        }
    }

    /// <summary>Words beside the institution, or beside the list that it belongs to.</summary>
    private void Beside(FeatureBag bag, Chunk chunk, SentenceLinks link, int organisation)
    {
        var (first, last) = link.ListOf(organisation);
        int left = units.UnitOf(first.First), right = units.UnitOf(Math.Max(last.End, chunk.Tokens.End) - 1) + 1;
        var (from, to) = units.InSentence(units.SentenceOf(units.UnitOf(chunk.Tokens.First)).Index);
        ulong left1 = context.SymbolAt(left - 1, from, to), right1 = context.SymbolAt(right, from, to);
        bag.Add(FeatureTemplate.LeftOfOrganisation, left1);
        bag.Add(FeatureTemplate.RightOfOrganisation, right1);
        bag.Add(FeatureTemplate.LeftOfOrganisationPair, context.SymbolAt(left - 2, from, to), left1);
        bag.Add(FeatureTemplate.RightOfOrganisationPair, right1, context.SymbolAt(right + 1, from, to));
        if (context.VerbAfter(right, to) is var verb and >= 0)
        {
            bag.Add(FeatureTemplate.SentenceVerb, units[verb].Symbol);
            bag.AddIf(units[verb].Cluster.Fine >= 0, FeatureTemplate.SentenceVerb, ContextFeatures.Number(units[verb].Cluster.Fine));
        }
    }

    /// <summary>The sentence speaks of the institution while the model is the topic.</summary>
    private void Topic(FeatureBag bag, SentenceView view, SentenceLinks link, int organisation)
    {
        bag.Add(FeatureTemplate.LinkKind, ContextFeatures.Number(20));
        bag.Add(FeatureTemplate.SignatureShort, Beyond(view, link, organisation, -1), 21);
        bag.Add(FeatureTemplate.SignatureShort, Beyond(view, link, organisation, 1), 22);
        ContextFeatures.AddBits(bag, FeatureTemplate.OrganisationContext, profile.CuesOf(view.Sentence.Index));
        Beside(bag, view.Chunks[organisation], link, organisation);
        bag.AddIf((profile.CuesOf(view.Sentence.Index) & Negations) != 0, FeatureTemplate.NegatedSentence, 1);
    }

    /// <summary>The sentences that name or refer to each institution.</summary>
    private static List<int>[] SentencesOf(Discourse discourse)
    {
        var sentences = discourse.Organisations.Select(_ => new List<int>()).ToArray();
        for (var s = 0; s < discourse.Sentences.Count; s++)
        {
            var view = discourse.Sentences[s];
            foreach (var chunk in view.Chunks)
            {
                var organisation = chunk.Kind switch
                {
                    ChunkKind.Organisation => chunk.Entity,
                    ChunkKind.HospitalReference => view.Hospital,
                    ChunkKind.CompanyReference => view.Company,
                    _ => -1,
                };
                if (organisation >= 0 && (sentences[organisation].Count == 0 || sentences[organisation][^1] != s))
                {
                    sentences[organisation].Add(s);
                }
            }
        }

        return sentences;
    }

    private HashSet<int>[] ListsOf(ChunkKind kind, int count)
    {
        var lists = Enumerable.Range(0, count).Select(_ => new HashSet<int>()).ToArray();
        for (var s = 0; s < links.Length; s++)
        {
            var chunks = discourse.Sentences[s].Chunks;
            for (var i = 0; i < chunks.Count; i++)
            {
                for (var j = i + 1; j < chunks.Count && chunks[i].Is(kind); j++)
                {
                    if (chunks[j].Is(kind) && links[s].IsWithinListOf(j, i))
                    {
                        lists[chunks[i].Entity].Add(chunks[j].Entity);
                        lists[chunks[j].Entity].Add(chunks[i].Entity);
                    }
                }
            }
        }

        return lists;
    }
}
