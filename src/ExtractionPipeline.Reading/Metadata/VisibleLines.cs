using ExtractionPipeline.Reading.MainText;

namespace ExtractionPipeline.Reading.Metadata;

/// <summary>Finds the short lines around an article's title, where pages show date and author.</summary>
internal static class VisibleLines
{
    private const int LongestLine = 160;
    private const int MostLines = 40;

    /// <summary>Index of the element that shows the title; -1 when none does.</summary>
    public static int HeadingIndex(PageMap map, string? heading)
    {
        for (var i = 0; heading is not null && i < map.Count; i++)
        {
            if (map[i].Kind == ElementKind.Heading && TextCleaning.Fold(map[i].Element.TextContent) == heading)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Short lines from the title to the body, then those before the title and at the body's start.</summary>
    public static IReadOnlyList<string> Around(PageMap map, int heading, IReadOnlyList<int> roots)
    {
        var body = roots.Count > 0 ? roots[0] : map.Count;
        var from = heading >= 0 ? heading : Math.Max(0, body - MostLines);
        var lines = new List<string>();
        Add(map, from, Math.Min(map.Count, Math.Max(body, from) + 8), lines);
        Add(map, Math.Max(0, from - 8), from, lines);
        return lines;
    }

    private static void Add(PageMap map, int from, int to, List<string> lines)
    {
        for (var i = from; i < to && lines.Count < MostLines; i++)
        {
            if (map[i].OwnText is > 3 and < LongestLine && map[i].Text < LongestLine)
            {
                lines.Add(TextCleaning.Fold(map[i].Element.TextContent));
            }
        }
    }
}
