using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Features;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Substitution;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Decoding;

/// <summary>Decides which names and phrases may be models that a hospital made, and joins the spellings of one name.</summary>
internal sealed class ModelProposals(AnalyzedText text, UnitSequence units, ArticleProfile profile, WordClusters clusters, CandidateScorer scorer, GoldSubstitution? gold)
{
    private const float NamedFrom = 0.2f;

    private readonly bool isDecided = gold?.Replaces(ExtractionStage.MentionDecision) == true;
    private readonly ModelNameFeatures features = new(units, clusters, profile);

    /// <summary>The models worth a further look with their probabilities, the named ones first.</summary>
    public (List<ModelEntity> Models, List<float> Scores) Find(IReadOnlyList<NameGroup> groups, IReadOnlyList<ModelPhrase> phrases, int[] nameAt)
    {
        var models = new List<ModelEntity>();
        var scores = new List<float>();
        var judged = groups.Select(g => (Group: g, Score: Judge(g))).ToList();
        var resolver = new ModelNameResolver(text);
        foreach (var (group, score) in judged.Where(j => j.Score >= scorer.Thresholds.ModelName))
        {
            var same = models.FindIndex(m => IsSame(resolver, m, group));
            if (same < 0)
            {
                models.Add(new ModelEntity(models.Count));
                scores.Add(score);
                same = models.Count - 1;
            }

            models[same].Mentions.AddRange(group.Mentions);
            models[same].Phrases.AddRange(group.Mentions.Select(m => m.Phrase).OfType<ModelPhrase>().Where(p => !p.IsPlural || !models[same].Phrases.Contains(p)));
            models[same].Cues |= group.Mentions.Aggregate(ModelCue.None, (sum, m) => sum | m.Cues);
            scores[same] = Math.Max(scores[same], score);
        }

        AddUnnamed(models, scores, phrases, nameAt);
        if (isDecided)
        {
            models = gold!.Decide(models, phrases);
            scores = [.. models.Select(_ => 1f)];
        }

        return (models, scores);
    }

    private float Judge(NameGroup group)
    {
        if (isDecided)
        {
            return group.Mentions.Any(gold!.IsModel) ? 1 : 0;
        }

        features.Of(scorer.Next(), group);
        return scorer.Judge(DecisionKind.ModelName, () => new Candidate(DecisionKind.ModelName) { Name = group });
    }

    /// <summary>A longer form of the name, or another name right behind it in brackets.</summary>
    private bool IsSame(ModelNameResolver resolver, ModelEntity model, NameGroup group) =>
        resolver.IsVariant(model.Mentions[0].Core, group.Mentions[0].Core)
        || model.Mentions.Exists(m => group.Mentions.Any(g => IsBracketed(m.Name, g.Name) || IsBracketed(g.Name, m.Name)));

    private bool IsBracketed(NameMention name, NameMention bracketed) =>
        bracketed.OuterFirst == name.OuterEnd + 1 && text.Tokens[name.OuterEnd].Is('(') && bracketed.OuterEnd < text.Tokens.Length && text.Tokens[bracketed.OuterEnd].Is(')');

    private void AddUnnamed(List<ModelEntity> models, List<float> scores, IReadOnlyList<ModelPhrase> phrases, int[] nameAt)
    {
        if (!scorer.Knows(DecisionKind.ModelName) && !isDecided)
        {
            return;
        }

        // The rules attach predicates to the models they speak of, and say which phrases they would take for models of their own.
        var byRules = models.Where((_, i) => scores[i] >= NamedFrom).ToList();
        var probe = byRules.Select((m, i) => Probe(m, i)).ToList();
        new UnnamedModelFinder(text, probe, nameAt).Find(phrases);
        for (var i = 0; i < byRules.Count; i++)
        {
            byRules[i].Phrases.AddRange(probe[i].Phrases.Skip(byRules[i].Phrases.Count));
        }

        var chosen = probe.Skip(byRules.Count).Select(m => m.Phrases[0]).ToHashSet();
        var named = models.SelectMany((m, i) => m.Mentions.Select(n => (n.Name.Tokens.First, scores[i]))).Where(m => m.Item2 >= NamedFrom).ToList();
        var attached = models.Where((_, i) => scores[i] >= NamedFrom).SelectMany(m => m.Phrases).ToHashSet();
        var phraseFeatures = new ModelPhraseFeatures(units, profile, phrases, named);
        for (var i = 0; i < phrases.Count; i++)
        {
            if (phrases[i].IsPlural || phrases[i].Determiner == PhraseDeterminer.Name)
            {
                continue;
            }

            var index = i;
            phraseFeatures.Of(scorer.Next(), index, chosen.Contains(phrases[index]), attached.Contains(phrases[index]));
            var score = isDecided ? 1 : scorer.Judge(DecisionKind.ModelPhrase, () => new Candidate(DecisionKind.ModelPhrase) { Phrase = phrases[index] });
            if (score >= scorer.Thresholds.ModelPhrase && scorer.Knows(DecisionKind.ModelPhrase))
            {
                var model = new ModelEntity(models.Count);
                model.Phrases.Add(phrases[i]);
                models.Add(model);
                scores.Add(score);
            }
        }
    }

    private static ModelEntity Probe(ModelEntity model, int index)
    {
        var probe = new ModelEntity(index);
        probe.Absorb(model);
        return probe;
    }
}
