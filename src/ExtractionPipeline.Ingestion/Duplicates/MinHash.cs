namespace ExtractionPipeline.Ingestion.Duplicates;

/// <summary>
/// Locality-sensitive hashing of shingles (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3):
/// 16 bands of 2 minima. Texts that share half of their shingles meet in a band with probability 0.99, a third 0.85, a twentieth
/// 0.04; whoever meets is compared in full, so a chance meeting costs time only.
/// </summary>
internal static class MinHash
{
    public const int Bands = 16;

    private const int Rows = 2;

    private static readonly ulong[] Multipliers = [.. Enumerable.Range(1, Bands * Rows).Select(i => Shingles.Mix((ulong)i * 0x9e3779b97f4a7c15) | 1)];

    /// <summary>The text's bands. The same shingles give the same bands in any process: they are stored.</summary>
    public static ulong[] BandsOf(Shingles shingles)
    {
        Span<ulong> minima = stackalloc ulong[Bands * Rows];
        minima.Fill(ulong.MaxValue);
        foreach (var hash in shingles.Hashes)
        {
            for (var i = 0; i < minima.Length; i++)
            {
                // A multiplication by an odd number permutes the 64-bit numbers; the rotation brings its good upper half down.
                var permuted = ulong.RotateLeft(hash * Multipliers[i], 32) * Multipliers[i];
                minima[i] = permuted < minima[i] ? permuted : minima[i];
            }
        }

        var bands = new ulong[Bands];
        for (var band = 0; band < Bands; band++)
        {
            bands[band] = Shingles.Mix(minima[band * Rows] ^ Shingles.Mix(minima[(band * Rows) + 1] + (ulong)band));
        }

        return bands;
    }
}
