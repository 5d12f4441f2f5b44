using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Lexicons;

/// <summary>A phrase of a lexicon found in a text.</summary>
/// <param name="Tokens">The tokens it covers.</param>
/// <param name="Cue">What it tells.</param>
/// <param name="Value">The cue's own value: a label, a kind or the number of an entry; 0 where it has none.</param>
internal readonly record struct Annotation(TokenRange Tokens, Cue Cue, int Value);

/// <summary>
/// All phrases of all lexicons in one trie over word numbers, so that a single pass over the tokens finds every phrase.
/// Matching costs one table look-up for a token that begins no phrase.
/// </summary>
internal sealed class PhraseLexicon(Vocabulary vocabulary)
{
    private readonly Dictionary<long, int> edges = new(8192);
    private readonly List<(Cue Cue, int Value)[]> payloads = [[]];
    private int[] roots = [];

    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Adds a phrase; its words are cut as the tokenizer cuts text, and given here one by one.</summary>
    internal void Add(IReadOnlyList<string> words, Cue cue, int value)
    {
        var node = 0;
        foreach (var word in words)
        {
            node = Child(node, Vocabulary.Add(word));
        }

        if (!payloads[node].Contains((cue, value)))
        {
            payloads[node] = [.. payloads[node], (cue, value)];
        }
    }

    internal void Freeze()
    {
        roots = new int[Vocabulary.Count];
        foreach (var (key, child) in edges)
        {
            if (key >> 32 == 0)
            {
                roots[(int)(key & int.MaxValue)] = child;
            }
        }
    }

    /// <summary>Appends every phrase that begins at <paramref name="first"/> and ends before <paramref name="end"/>, the shortest first.</summary>
    public void MatchAt(ReadOnlySpan<Token> tokens, int first, int end, List<Annotation> found)
    {
        var id = tokens[first].WordId;
        if (id < 0)
        {
            return;
        }

        var node = roots[id];
        var position = first + 1;
        while (node != 0)
        {
            foreach (var (cue, value) in payloads[node])
            {
                found.Add(new Annotation(new TokenRange(first, position), cue, value));
            }

            if (position >= end || tokens[position].WordId < 0 || !edges.TryGetValue(Key(node, tokens[position].WordId), out node))
            {
                return;
            }

            position++;
        }
    }

    private static long Key(int node, int word) => ((long)node << 32) | (uint)word;

    private int Child(int node, int word)
    {
        if (!edges.TryGetValue(Key(node, word), out var child))
        {
            child = payloads.Count;
            payloads.Add([]);
            edges.Add(Key(node, word), child);
        }

        return child;
    }
}
