using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction;

/// <summary>What extraction and training share: the lexicons and the steps that need them. Immutable.</summary>
internal sealed record ExtractionRoom(LexiconSet Lexicons, TextAnalyzer Analyzer, WordClusters Clusters, DocumentDecoder Decoder)
{
    public static ExtractionRoom Load()
    {
        var lexicons = LexiconSet.Load();
        var clusters = WordClusters.Load();
        return new ExtractionRoom(lexicons, new TextAnalyzer(lexicons), clusters, new DocumentDecoder(new NameFinder(new NameClassifier(lexicons.Organisations)), clusters));
    }
}
