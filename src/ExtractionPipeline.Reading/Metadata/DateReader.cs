using System.Globalization;
using System.Text.RegularExpressions;

namespace ExtractionPipeline.Reading.Metadata;

/// <summary>Reads dates as pages write them, from machine stamps to "27 July 2025". The day is taken as written, in the page's own time zone.</summary>
internal static partial class DateReader
{
    private const int EarliestYear = 1995;
    private const int LatestYear = 2100;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The first date in the text; null when it holds none that is plausible.</summary>
    public static DateOnly? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || !text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return null;
        }

        var best = (Index: int.MaxValue, Day: (DateOnly?)null);
        Consider(YearFirst().Match(text), m => Day(m, "y", Number(m, "m"), "d"), ref best);
        Consider(Cjk().Match(text), m => Day(m, "y", Number(m, "m"), "d"), ref best);
        Consider(MonthFirst().Match(text), m => Day(m, "y", Month(m.Groups["m"].Value), "d"), ref best);
        Consider(DayFirst().Match(text), m => Day(m, "y", Month(m.Groups["m"].Value), "d"), ref best);
        Consider(Compact().Match(text), m => Day(m, "y", Number(m, "m"), "d"), ref best);
        return best.Day;
    }

    /// <summary>Whether the text is a date, perhaps with a time and a label, and hardly anything else.</summary>
    public static bool IsDateLine(string text) => text.Length <= 70 && Find(text) is not null && LetterCount(text) <= 34;

    private static int LetterCount(string text) => text.Count(char.IsLetter);

    private static void Consider(Match match, Func<Match, DateOnly?> read, ref (int Index, DateOnly? Day) best)
    {
        if (match.Success && match.Index < best.Index && read(match) is { } day)
        {
            best = (match.Index, day);
        }
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int Month(string name) => Array.FindIndex(Months, m => name.StartsWith(m, StringComparison.OrdinalIgnoreCase)) + 1;

    private static DateOnly? Day(Match match, string year, int month, string day)
    {
        var y = Number(match, year);
        var d = Number(match, day);
        return y is >= EarliestYear and <= LatestYear && month is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, month) ? new DateOnly(y, month, d) : null;
    }

    [GeneratedRegex(@"(?<!\d)(?<y>(?:19|20)\d\d)[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<y>(?:19|20)\d\d)\s*[年년]\s*(?<m>\d{1,2})\s*[月월]\s*(?<d>\d{1,2})")]
    private static partial Regex Cjk();

    [GeneratedRegex(@"\b(?<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>(?:19|20)\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"\b(?<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?,?[\s-]+(?<y>(?:19|20)\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"(?<!\d)(?<y>20\d\d)(?<m>[01]\d)(?<d>[0-3]\d)(?!\d)")]
    private static partial Regex Compact();
}
