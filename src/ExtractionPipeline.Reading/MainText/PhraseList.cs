using System.Reflection;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>Lines that sites put around articles. Loaded once from <c>phrases.txt</c>, immutable after.</summary>
internal sealed class PhraseList
{
    private const int LongestHeading = 60;
    private const int LongestLine = 90;

    private readonly string[] cutoffs;
    private readonly string[] lines;
    private readonly HashSet<string> labels;

    private PhraseList(string[] cutoffs, string[] lines, IEnumerable<string> labels) =>
        (this.cutoffs, this.lines, this.labels) = (cutoffs, lines, new HashSet<string>(labels, StringComparer.OrdinalIgnoreCase));

    public static PhraseList Load()
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ExtractionPipeline.Reading.MainText.phrases.txt")
            ?? throw new InvalidOperationException("the data file phrases.txt is not embedded");
        using var reader = new StreamReader(stream);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                section = line[1..^1];
                sections[section] = [];
                continue;
            }

            sections[section].Add(line);
        }

        return new PhraseList([.. sections["cutoff"]], [.. sections["line"]], sections["exact"]);
    }

    /// <summary>Whether the line heads what comes behind an article.</summary>
    public bool IsCutoff(string text) => text.Length <= LongestHeading && StartsWithAny(text, cutoffs);

    /// <summary>Whether the line is a site's own label or invitation.</summary>
    public bool IsSiteLine(string text) => text.Length <= LongestLine && (labels.Contains(text) || StartsWithAny(text, lines));

    private static bool StartsWithAny(string text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
                && (text.Length == phrase.Length || !char.IsLetter(text[phrase.Length]) || !char.IsLetter(phrase[^1])))
            {
                return true;
            }
        }

        return false;
    }
}
