using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Gold;

/// <summary>
/// Finds copies of one story by the share of word sequences (shingles, Broder 1997) that the shorter text has in common with the longer.
/// Compares all pairs: meant for gold sets of some hundred articles.
/// </summary>
public static class StoryClusters
{
    /// <summary>Words in a shingle.</summary>
    public const int ShingleLength = 5;

    /// <summary>Containment from which on two texts tell the same story.</summary>
    public const double SameStory = 0.3;

    /// <summary>
    /// For each text the number of its cluster: that of the first text told in the same words or with the same key.
    /// </summary>
    /// <param name="texts">The articles' texts.</param>
    /// <param name="keys">The key of each article's event; articles with the same key are in one cluster whatever their words.</param>
    public static IReadOnlyList<int> Find(IReadOnlyList<string> texts, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(keys);
        var shingles = texts.Select(ShinglesOf).ToList();
        var cluster = Enumerable.Range(0, texts.Count).ToArray();
        for (var i = 0; i < texts.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Root(cluster, i) != Root(cluster, j) && (keys[i] == keys[j] || Containment(shingles[i], shingles[j]) >= SameStory))
                {
                    var (a, b) = (Root(cluster, i), Root(cluster, j));
                    cluster[Math.Max(a, b)] = Math.Min(a, b);
                }
            }
        }

        return [.. Enumerable.Range(0, texts.Count).Select(i => Root(cluster, i))];
    }

    /// <summary>Share in 0..1 of the shorter text's shingles that the other has too; 0 for texts too short to tell.</summary>
    public static double Containment(string left, string right) => Containment(ShinglesOf(left), ShinglesOf(right));

    private static double Containment(HashSet<int> left, HashSet<int> right)
    {
        var (shorter, longer) = left.Count <= right.Count ? (left, right) : (right, left);
        return shorter.Count == 0 ? 0 : (double)shorter.Count(longer.Contains) / shorter.Count;
    }

    private static HashSet<int> ShinglesOf(string text)
    {
        var words = NameNormalisation.Fold(text).Split(' ').Select(w => string.GetHashCode(w, StringComparison.Ordinal)).ToArray();
        var shingles = new HashSet<int>();
        for (var i = 0; i + ShingleLength <= words.Length; i++)
        {
            var hash = new HashCode();
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan(i, ShingleLength)));
            shingles.Add(hash.ToHashCode());
        }

        return shingles;
    }

    private static int Root(int[] cluster, int i)
    {
        while (cluster[i] != i)
        {
            i = cluster[i];
        }

        return i;
    }
}
