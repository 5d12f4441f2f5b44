using ExtractionPipeline.Extraction.Lexicons;

namespace ExtractionPipeline.Extraction.Explanation;

/// <summary>Tells features in words: what is looked at comes from a data file, what was seen there from the feature's own name.</summary>
internal sealed class FeatureWords
{
    private readonly Dictionary<string, string> phrases = LexiconFile.Read("feature-words.txt")
        .Select(line => line.Entry.Split('=', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>A feature's name in words; names of templates that the file lacks stay as they are.</summary>
    public string Of(string name)
    {
        var blank = name.IndexOf(' ', StringComparison.Ordinal);
        var template = blank < 0 ? name : name[..blank];
        var seen = blank < 0 ? "" : name[(blank + 1)..];
        return phrases.TryGetValue(template, out var phrase) ? seen.Length == 0 ? phrase : $"{phrase}: {seen}" : name;
    }
}
