using System.Security.Cryptography;
using System.Text;

namespace ExtractionPipeline.Core.Articles;

/// <summary>SHA-256 of some content, as 64 lower-case hexadecimal digits. Binds offsets to the very text they point into.</summary>
/// <param name="Hex">The digits.</param>
public readonly record struct ContentHash(string Hex)
{
    /// <summary>The hash of bytes as they are.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The hash of a text's UTF-8 form.</summary>
    public static ContentHash Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The digits.</summary>
    public override string ToString() => Hex;
}
