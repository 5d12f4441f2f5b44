namespace ExtractionPipeline.Evaluation.Gold;

/// <summary>Where one article belongs.</summary>
/// <param name="Article">The article's id.</param>
/// <param name="Split">"train", "dev" or "test".</param>
/// <param name="Event">Key of the event that the article reports; articles on the same event share it.</param>
/// <param name="Line">Line of the file, counted from 1.</param>
public sealed record SplitEntry(string Article, string Split, string Event, int Line);

/// <summary>
/// The fixed division of the gold into splits, kept in <c>splits.txt</c> beside the gold files: one article a line as
/// <c>article split event</c>, parted by blanks; <c>#</c> begins a comment.
/// </summary>
/// <param name="Entries">The articles in file order.</param>
/// <param name="Problems">What is wrong with the file, each naming the line.</param>
public sealed record SplitFile(IReadOnlyList<SplitEntry> Entries, IReadOnlyList<string> Problems)
{
    /// <summary>The file's name within a gold folder.</summary>
    public const string FileName = "splits.txt";

    /// <summary>The names that a split may have.</summary>
    public static IReadOnlyList<string> SplitNames { get; } = ["train", "dev", "test"];

    /// <summary>The articles of a split.</summary>
    public HashSet<string> ArticlesOf(string split) => [.. Entries.Where(e => e.Split == split).Select(e => e.Article)];

    /// <summary>Reads the file of a gold folder; null when the folder has none.</summary>
    public static SplitFile? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadLines(path)) : null;
    }

    /// <summary>Parses the file's lines.</summary>
    public static SplitFile Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var entries = new List<SplitEntry>();
        var problems = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var columns = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length == 0)
            {
                continue;
            }

            var problem = columns.Length != 3 ? "is not of the form \"article split event\""
                : !SplitNames.Contains(columns[1]) ? $"has the unknown split {columns[1]}; known are {string.Join(", ", SplitNames)}"
                : !seen.Add(columns[0]) ? $"names {columns[0]} a second time" : null;
            if (problem is null)
            {
                entries.Add(new SplitEntry(columns[0], columns[1], columns[2], number));
            }
            else
            {
                problems.Add($"{FileName}:{number}: the line {problem}");
            }
        }

        return new SplitFile(entries, problems);
    }
}
