using System.Globalization;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Features;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>Gives features names that a person can read: the words behind their hashes, learned from the texts.</summary>
internal sealed class FeatureNaming
{
    private readonly Dictionary<ulong, string> words = new()
    {
        [Symbols.Of("<start>")] = "<start>",
        [Symbols.Of("<end>")] = "<end>",
    };

    public FeatureNaming()
    {
        foreach (var kind in Enum.GetValues<UnitKind>())
        {
            words[Symbols.Of(kind)] = Symbols.NameOf(kind);
        }
    }

    /// <summary>Learns a text's words.</summary>
    public void Learn(AnalyzedText text)
    {
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            var word = text.Word(i);
            words.TryAdd(Symbols.Of(word), word.ToString().ToLowerInvariant());
        }
    }

    public string Of(Feature feature)
    {
        var second = feature.Second == 0 ? "" : $" {Of(feature.Second)}";
        return feature.First == 0 ? feature.Template.ToString() : $"{feature.Template} {Of(feature.First)}{second}";
    }

    private string Of(ulong symbol)
    {
        if (words.TryGetValue(symbol, out var word))
        {
            return word;
        }

        var isNumber = symbol >> 32 == 0xC0DE_0000;
        return isNumber ? ((uint)symbol).ToString(CultureInfo.InvariantCulture) : symbol < 1_000_000 ? symbol.ToString(CultureInfo.InvariantCulture) : $"#{symbol:x8}"[..9];
    }
}
