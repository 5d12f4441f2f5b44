namespace ExtractionPipeline.Extraction.Lexicons;

/// <summary>Numbers for the words that occur in any lexicon, without regard to case, so that matching compares numbers. Filled while the lexicons load, read-only after.</summary>
internal sealed class Vocabulary
{
    /// <summary>The number of a word that occurs in no lexicon.</summary>
    public const int Unknown = -1;

    private readonly Dictionary<string, int> ids = new(4096, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public Vocabulary() => lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => ids.Count;

    /// <summary>The word's number; <see cref="Unknown"/> when no lexicon has it.</summary>
    public int Find(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var id) ? id : Unknown;

    internal int Add(ReadOnlySpan<char> word)
    {
        if (lookup.TryGetValue(word, out var id))
        {
            return id;
        }

        id = ids.Count;
        ids.Add(word.ToString(), id);
        return id;
    }
}
