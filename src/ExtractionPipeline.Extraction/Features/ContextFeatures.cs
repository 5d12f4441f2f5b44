using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes what stands left and right of a stretch of units, within its sentence.</summary>
internal sealed class ContextFeatures(UnitSequence units)
{
    private const int VerbWindow = 8;

    private static readonly ulong Start = Symbols.Of("<start>");
    private static readonly ulong End = Symbols.Of("<end>");

    private static readonly ulong Verbs = AnalyzedText.Mask(
        Cue.Develop, Cue.Launch, Cue.Adopt, Cue.ModelAct, Cue.ClauseVerb, Cue.Copula, Cue.NameIntroducer, Cue.Speech, Cue.Support, Cue.BaseOf);

    private static readonly ulong Skipped = AnalyzedText.Mask(Cue.Auxiliary, Cue.Adverb);

    /// <summary>The words, clusters and cues next to units [first, end) of a sentence.</summary>
    public void Around(FeatureBag bag, int first, int end)
    {
        var (from, to) = units.InSentence(units.SentenceOf(first).Index);
        ulong left1 = SymbolAt(first - 1, from, to), left2 = SymbolAt(first - 2, from, to);
        ulong right1 = SymbolAt(end, from, to), right2 = SymbolAt(end + 1, from, to);
        bag.Add(FeatureTemplate.Left1, left1);
        bag.Add(FeatureTemplate.Left2, left2);
        bag.Add(FeatureTemplate.Left3, SymbolAt(first - 3, from, to));
        bag.Add(FeatureTemplate.Right1, right1);
        bag.Add(FeatureTemplate.Right2, right2);
        bag.Add(FeatureTemplate.Right3, SymbolAt(end + 2, from, to));
        bag.Add(FeatureTemplate.LeftPair, left2, left1);
        bag.Add(FeatureTemplate.RightPair, right1, right2);
        bag.Add(FeatureTemplate.Around, left1, right1);
        Clusters(bag, first, end, from, to);
        Cues(bag, first, end, from, to);
        Verb(bag, first, end, from, to);
    }

    /// <summary>Every word and cue of the sentence.</summary>
    public void Sentence(FeatureBag bag, int sentence)
    {
        var (from, to) = units.InSentence(sentence);
        for (var i = from; i < to; i++)
        {
            ref readonly var unit = ref units[i];
            if (unit.Kind == UnitKind.Word || unit.IsName)
            {
                bag.Add(FeatureTemplate.SentenceWord, unit.Symbol);
                bag.AddIf(unit.Cluster.Fine >= 0, FeatureTemplate.SentenceCluster, Number(unit.Cluster.Fine));
            }

            for (var rest = unit.Cues; rest != 0; rest &= rest - 1)
            {
                bag.Add(FeatureTemplate.SentenceCue, Number(System.Numerics.BitOperations.TrailingZeroCount(rest)));
            }
        }
    }

    public ulong SymbolAt(int unit, int from, int to) => unit < from ? Start : unit >= to ? End : units[unit].Symbol;

    /// <summary>Index of the first verb behind the unit, auxiliaries and adverbs passed over; -1 when a mark or the window's end comes first.</summary>
    public int VerbAfter(int unit, int to)
    {
        for (var i = unit; i < Math.Min(to, unit + VerbWindow); i++)
        {
            if (units[i].HasAny(Verbs) && !units[i].HasAny(Skipped))
            {
                return i;
            }

            if (units[i].Kind == UnitKind.Mark && units.Text.Tokens[units[i].Tokens.First].Mark is '.' or ';' or ':')
            {
                return -1;
            }
        }

        return -1;
    }

    internal static ulong Number(int value) => 0xC0DE_0000_0000_0000 | (uint)value;

    private void Clusters(FeatureBag bag, int first, int end, int from, int to)
    {
        AddCluster(bag, FeatureTemplate.LeftCluster1, FeatureTemplate.LeftCoarse1, first - 1, from, to);
        AddCluster(bag, FeatureTemplate.LeftCluster2, null, first - 2, from, to);
        AddCluster(bag, FeatureTemplate.RightCluster1, FeatureTemplate.RightCoarse1, end, from, to);
        AddCluster(bag, FeatureTemplate.RightCluster2, null, end + 1, from, to);
    }

    private void AddCluster(FeatureBag bag, FeatureTemplate fine, FeatureTemplate? coarse, int unit, int from, int to)
    {
        if (unit < from || unit >= to || units[unit].Cluster.Fine < 0)
        {
            return;
        }

        bag.Add(fine, Number(units[unit].Cluster.Fine));
        if (coarse is { } template)
        {
            bag.Add(template, Number(units[unit].Cluster.Coarse));
        }
    }

    private void Cues(FeatureBag bag, int first, int end, int from, int to)
    {
        ulong left = 0, right = 0;
        for (var i = Math.Max(from, first - 5); i < first; i++)
        {
            left |= units[i].Cues;
        }

        for (var i = end; i < Math.Min(to, end + 5); i++)
        {
            right |= units[i].Cues;
        }

        AddBits(bag, FeatureTemplate.LeftCue, left);
        AddBits(bag, FeatureTemplate.RightCue, right);
        AddBits(bag, FeatureTemplate.LeftCuePair, first > from ? units[first - 1].Cues : 0);
        AddBits(bag, FeatureTemplate.RightCuePair, end < to ? units[end].Cues : 0);
    }

    internal static void AddBits(FeatureBag bag, FeatureTemplate template, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            bag.Add(template, Number(System.Numerics.BitOperations.TrailingZeroCount(bits)));
        }
    }

    private void Verb(FeatureBag bag, int first, int end, int from, int to)
    {
        if (VerbAfter(end, to) is var after and >= 0)
        {
            bag.Add(FeatureTemplate.VerbAfter, units[after].Symbol);
            bag.AddIf(units[after].Cluster.Fine >= 0, FeatureTemplate.VerbClusterAfter, Number(units[after].Cluster.Fine));
        }

        for (var i = first - 1; i >= Math.Max(from, first - VerbWindow); i--)
        {
            if (units[i].HasAny(Verbs) && !units[i].HasAny(Skipped))
            {
                bag.Add(FeatureTemplate.VerbBefore, units[i].Symbol);
                bag.AddIf(units[i].Cluster.Fine >= 0, FeatureTemplate.VerbClusterBefore, Number(units[i].Cluster.Fine));
                return;
            }
        }
    }
}
