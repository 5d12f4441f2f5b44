using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes how a name is written. Its words themselves are never a feature, only their endings, clusters and shape.</summary>
internal sealed class FormFeatures(AnalyzedText text, WordClusters clusters)
{
    private static readonly ulong InName = AnalyzedText.Mask(
        Cue.Specialty, Cue.AgentNoun, Cue.ToolHead, Cue.ModelHead, Cue.AiCore, Cue.AiModifier, Cue.OrganisationHead, Cue.EventHead, Cue.PlatformHead, Cue.Place, Cue.PersonName, Cue.CompanyNoun, Cue.SentenceStarter, Cue.BaseModel, Cue.NameTail);

    public void Of(FeatureBag bag, TokenRange name)
    {
        var count = 0;
        for (var i = name.First; i < name.End; i++)
        {
            if (text.Tokens[i].IsWord)
            {
                count++;
                Shape(bag, i, i == name.First, i == name.End - 1);
            }
        }

        bag.AddCount(FeatureTemplate.TokenCount, count);
        var last = text.Word(name.End - 1);
        for (var length = 2; length <= 4 && length < last.Length; length++)
        {
            bag.Add(FeatureTemplate.Suffix, Symbols.Of(last[^length..]));
        }

        var first = text.Word(name.First);
        if (first.Length > 4)
        {
            bag.Add(FeatureTemplate.Prefix, Symbols.Of(first[..3]));
            bag.Add(FeatureTemplate.Prefix, Symbols.Of(first[..4]));
        }

        bag.AddIf(clusters.Of(first).Fine >= 0, FeatureTemplate.FirstCluster, ContextFeatures.Number(clusters.Of(first).Coarse));
        bag.AddIf(clusters.Of(last).Fine >= 0, FeatureTemplate.LastCluster, ContextFeatures.Number(clusters.Of(last).Coarse));
        bag.Add(FeatureTemplate.IsKnownWord, count == 1 ? 1UL : 2UL, clusters.Of(first).Fine >= 0 ? 1UL : 2UL);
    }

    private void Shape(FeatureBag bag, int token, bool isFirst, bool isLast)
    {
        var shape = text.Tokens[token].Shape & ~TokenShape.Attached;
        var place = isFirst ? isLast ? 1UL : 2UL : isLast ? 3UL : 4UL;
        bag.Add(FeatureTemplate.Shape, ContextFeatures.Number((int)shape), place);
        bag.Add(FeatureTemplate.Shape, ContextFeatures.Number((int)shape));
        for (var bits = text.CuesAt(token) & InName; bits != 0; bits &= bits - 1)
        {
            bag.Add(FeatureTemplate.NameCue, ContextFeatures.Number(System.Numerics.BitOperations.TrailingZeroCount(bits)), place);
        }
    }
}
