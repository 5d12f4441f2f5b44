using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>The id of a source's document: a hash, as an address may be longer than LiteDB's 1,023 bytes for a key.</summary>
internal static class SourceKey
{
    public static string Of(string source) => ContentHash.Of(source).Hex;
}
