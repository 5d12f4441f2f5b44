using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ExtractionPipeline.Core.Review;

/// <summary>Random draws that anyone can repeat: a number that follows from a name and a purpose alone, so that what is drawn need not be stored and does not change.</summary>
public static class Draw
{
    /// <summary>What spot checks are drawn by.</summary>
    public const string SpotCheck = "spot-check";

    /// <summary>What articles without a record are drawn by.</summary>
    public const string EmptyArticle = "empty-article";

    /// <summary>What second, blind looks are drawn by.</summary>
    public const string BlindLook = "blind-look";

    /// <summary>What values put in wrong on purpose are drawn by.</summary>
    public const string Probe = "probe";

    /// <summary>A number in 0..1, spread evenly over all names; draws for different purposes are independent.</summary>
    public static double Of(string purpose, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{name}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
