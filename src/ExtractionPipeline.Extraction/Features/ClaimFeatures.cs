using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes a "first" for the question whether it claims that a model is the first of its kind.</summary>
internal sealed class ClaimFeatures(UnitSequence units, Discourse discourse, ArticleProfile profile)
{
    private readonly AnalyzedText text = units.Text;
    private readonly ContextFeatures context = new(units);

    public void Of(FeatureBag bag, ClaimCandidate claim, int model, IReadOnlyList<float> modelScores)
    {
        bag.Add(FeatureTemplate.ClaimScope, claim.Scope is null ? 1UL : ContextFeatures.Number((int)claim.Scope));
        bag.AddIf(claim.IsOther, FeatureTemplate.ClaimOther);
        bag.AddIf(claim.IsDenied, FeatureTemplate.ClaimDenied);
        bag.AddIf(claim.IsInPhrase, FeatureTemplate.ClaimInPhrase, 1);
        bag.AddIf(claim.IsPredicate, FeatureTemplate.ClaimInPhrase, 2);
        bag.AddIf(claim.IsChosenByRules, FeatureTemplate.RuleClaim, 1);
        bag.AddIf(claim.IsChosenByRules && claim.Owner == model, FeatureTemplate.RuleClaim, 2);
        bag.AddIf(claim.Owner == model, FeatureTemplate.RuleClaim, 3);
        bag.AddIf(claim.Owner < 0, FeatureTemplate.RuleClaim, 4);
        Words(bag, claim);
        Subject(bag, claim, model);
        bag.AddValue(FeatureTemplate.Score, modelScores[model]);
        bag.AddIf(modelScores.All(s => s <= modelScores[model]), FeatureTemplate.ScoreRank);
        bag.AddCount(FeatureTemplate.ModelCount, discourse.Models.Count);
        bag.AddIf(discourse.Models[model].IsNamed, FeatureTemplate.NameKind, 1);
        bag.Add(FeatureTemplate.BlockKind, ContextFeatures.Number((int)text.BlockOf(claim.View.Sentence).Kind));
        ContextFeatures.AddBits(bag, FeatureTemplate.SentenceCue, profile.CuesOf(claim.View.Sentence.Index));
    }

    private void Words(FeatureBag bag, ClaimCandidate claim)
    {
        var unit = units.UnitOf(claim.First);
        context.Around(bag, unit, unit + 1);
        bag.Add(FeatureTemplate.ClaimWord, units[unit].Symbol);
        int from = units.UnitOf(claim.Tokens.First), to = units.UnitOf(Math.Max(claim.Tokens.First, claim.Tokens.End - 1));
        for (var i = unit + 1; i <= Math.Min(to, unit + 8); i++)
        {
            bag.Add(FeatureTemplate.ClaimNext, units[i].Symbol);
            bag.AddIf(units[i].Cluster.Fine >= 0, FeatureTemplate.ClaimNext, ContextFeatures.Number(units[i].Cluster.Fine));
            ContextFeatures.AddBits(bag, FeatureTemplate.ClaimNext, units[i].Cues & ClaimCues);
        }

        for (var i = Math.Max(0, from - 6); i < from; i++)
        {
            bag.Add(FeatureTemplate.ClaimSubject, units[i].Symbol);
        }
    }

    private static readonly ulong ClaimCues = AnalyzedText.Mask(Cue.ModelHead, Cue.ToolHead, Cue.AiCore, Cue.FirstOfOther, Cue.OrganisationHead);

    /// <summary>Where the model stands, seen from the claim.</summary>
    private void Subject(FeatureBag bag, ClaimCandidate claim, int model)
    {
        var nearest = int.MaxValue;
        var kind = 0;
        var others = false;
        foreach (var chunk in claim.View.Chunks)
        {
            var of = claim.View.ModelOf(chunk);
            if (of == model)
            {
                var distance = chunk.Tokens.First - claim.First;
                if (Math.Abs(distance) < Math.Abs(nearest))
                {
                    nearest = distance;
                    kind = (chunk.Is(ChunkKind.Model) ? 1 : 2) + (distance < 0 ? 0 : 2);
                }
            }
            else if (of >= 0)
            {
                others = true;
            }
        }

        bag.Add(FeatureTemplate.LinkKind, ContextFeatures.Number(kind));
        bag.AddIf(claim.View.Topic == model, FeatureTemplate.LinkKind, 9);
        bag.AddIf(others, FeatureTemplate.OtherModelBetween);
        bag.AddCount(FeatureTemplate.Distance, nearest == int.MaxValue ? 99 : Math.Abs(nearest) / 2, ContextFeatures.Number(kind));
        bag.AddIf(discourse.Models[model].Phrases.Exists(p => p.Full.Contains(claim.First)), FeatureTemplate.LinkKind, 10);
    }
}
