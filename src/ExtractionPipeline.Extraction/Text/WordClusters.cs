using System.Globalization;
using System.IO.Compression;

namespace ExtractionPipeline.Extraction.Text;

/// <summary>The clusters of words of like use that a word belongs to; both -1 for a word that none holds.</summary>
/// <param name="Coarse">One of some 80 clusters: roughly the subject or part of speech.</param>
/// <param name="Fine">One of some 700 clusters: roughly words that can stand for each other.</param>
internal readonly record struct WordCluster(short Coarse, short Fine)
{
    /// <summary>The clusters of a word that none holds.</summary>
    public static WordCluster None { get; } = new(-1, -1);
}

/// <summary>
/// Groups English words by the company they keep, so that what is learned of "unveiled" holds for "debuted" as well.
/// The 60,000 commonest words of public-domain GloVe vectors (Pennington et al., 2014), without their common components
/// (Mu and Viswanath, 2018), clustered by spherical k-means. One word a line: word, coarse cluster, fine cluster.
/// </summary>
internal sealed class WordClusters
{
    private const string File = "word-clusters.txt.gz";

    private readonly Dictionary<string, WordCluster> clusters;
    private readonly Dictionary<string, WordCluster>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private WordClusters(Dictionary<string, WordCluster> clusters)
    {
        this.clusters = clusters;
        lookup = clusters.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Number of words.</summary>
    public int Count => clusters.Count;

    /// <summary>The word's clusters, in any case.</summary>
    public WordCluster Of(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var cluster) ? cluster : WordCluster.None;

    public static WordClusters Load()
    {
        var resource = $"ExtractionPipeline.Extraction.Lexicons.{File}";
        using var stream = typeof(WordClusters).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the data file {File} is not embedded");
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        var clusters = new Dictionary<string, WordCluster>(65536, StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            var first = line.IndexOf(' ', StringComparison.Ordinal);
            var second = line.LastIndexOf(' ');
            clusters.TryAdd(line[..first], new WordCluster(Number(line.AsSpan(first + 1, second - first - 1)), Number(line.AsSpan(second + 1))));
        }

        return new WordClusters(clusters);
    }

    private static short Number(ReadOnlySpan<char> digits) => short.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
