using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>
/// Times as feeds write them: RFC 822 and its relatives with names of zones and of days that may be wrong or missing, ISO 8601
/// in part or whole, the C library's form, and Chinese dates. A time without a zone is taken as UTC.
/// </summary>
internal static partial class FeedDates
{
    private const int FirstYear = 1970;
    private const int LastYear = 2200;

    private static readonly FrozenDictionary<string, TimeSpan> Zones = new Dictionary<string, TimeSpan>(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = default,
        ["UT"] = default,
        ["UTC"] = default,
        ["GMT"] = default,
        ["WET"] = default,
        ["EST"] = TimeSpan.FromHours(-5),
        ["EDT"] = TimeSpan.FromHours(-4),
        ["CST"] = TimeSpan.FromHours(-6),
        ["CDT"] = TimeSpan.FromHours(-5),
        ["MST"] = TimeSpan.FromHours(-7),
        ["MDT"] = TimeSpan.FromHours(-6),
        ["PST"] = TimeSpan.FromHours(-8),
        ["PDT"] = TimeSpan.FromHours(-7),
        ["ET"] = TimeSpan.FromHours(-5),
        ["CT"] = TimeSpan.FromHours(-6),
        ["MT"] = TimeSpan.FromHours(-7),
        ["PT"] = TimeSpan.FromHours(-8),
        ["BST"] = TimeSpan.FromHours(1),
        ["CET"] = TimeSpan.FromHours(1),
        ["MEZ"] = TimeSpan.FromHours(1),
        ["CEST"] = TimeSpan.FromHours(2),
        ["MESZ"] = TimeSpan.FromHours(2),
        ["EET"] = TimeSpan.FromHours(2),
        ["EEST"] = TimeSpan.FromHours(3),
        ["MSK"] = TimeSpan.FromHours(3),
        ["IST"] = TimeSpan.FromHours(5.5),
        ["HKT"] = TimeSpan.FromHours(8),
        ["SGT"] = TimeSpan.FromHours(8),
        ["JST"] = TimeSpan.FromHours(9),
        ["KST"] = TimeSpan.FromHours(9),
        ["AEST"] = TimeSpan.FromHours(10),
        ["AEDT"] = TimeSpan.FromHours(11),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The time; null when the text is none, or one that no feed can mean.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return null;
        }

        text = text.Trim();
        return Numeric(text) ?? Worded(text, WordedDayFirst().Match(text)) ?? Worded(text, WordedMonthFirst().Match(text)) ?? Chinese(text);
    }

    private static DateTimeOffset? Numeric(string text)
    {
        var match = NumericDate().Match(text);
        return match.Success
            ? At(Number(match, "year"), Number(match, "month") ?? 1, Number(match, "day") ?? 1, match)
            : null;
    }

    private static DateTimeOffset? Worded(string text, Match match)
    {
        if (!match.Success || text.Length == 0)
        {
            return null;
        }

        var month = Array.IndexOf(Months, match.Groups["month"].Value[..3].ToLowerInvariant()) + 1;
        return month > 0 ? At(Number(match, "year"), month, Number(match, "day") ?? 1, match) : null;
    }

    private static DateTimeOffset? Chinese(string text)
    {
        var match = ChineseDate().Match(text);
        return match.Success ? At(Number(match, "year"), Number(match, "month") ?? 1, Number(match, "day") ?? 1, match)?.ToOffset(default) : null;
    }

    private static DateTimeOffset? At(int? year, int month, int day, Match match)
    {
        var isShort = match.Groups["year"].Length == 2;
        var full = (year ?? 0) + (isShort ? year < 70 ? 2000 : 1900 : 0);
        if (full is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(full, month))
        {
            return null;
        }

        var (hour, minute, second) = (Number(match, "hour") ?? 0, Number(match, "minute") ?? 0, Number(match, "second") ?? 0);
        if (match.Groups["half"].Value.ToLowerInvariant() is { Length: > 0 } half)
        {
            hour = (hour % 12) + (half[0] == 'p' ? 12 : 0);
        }

        if (hour > 24 || minute > 59 || second > 60)
        {
            return null;
        }

        // 24:00 and the leap second run on into the next minute.
        var local = new DateTime(full, month, day, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).AddMinutes(minute).AddSeconds(second);
        return Offset(match.Groups["zone"].Value) is { } offset ? new DateTimeOffset(local, TimeSpan.Zero).Add(-offset) : null;
    }

    private static TimeSpan? Offset(string zone)
    {
        if (zone.Length == 0)
        {
            return TimeSpan.Zero;
        }

        if (zone[0] is '+' or '-' or '\u2212')
        {
            var digits = string.Concat(zone.Where(char.IsAsciiDigit));
            var hours = int.Parse(digits[..Math.Min(2, digits.Length)], CultureInfo.InvariantCulture);
            var minutes = digits.Length > 2 ? int.Parse(digits[2..Math.Min(4, digits.Length)], CultureInfo.InvariantCulture) : 0;
            if (hours > 18 || minutes > 59)
            {
                return TimeSpan.Zero;
            }

            var offset = new TimeSpan(hours, minutes, 0);
            return zone[0] == '+' ? offset : -offset;
        }

        return Zones.TryGetValue(zone, out var known) ? known : TimeSpan.Zero;
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found && int.TryParse(found.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : null;

    private const string Time = @"(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,]\d+)?)?\s*(?<half>[AaPp]\.?[Mm]\.?)?\s*(?<zone>[+\u2212-]\d{1,2}:?\d{0,2}|[A-Za-z]{1,5})?";

    [GeneratedRegex(@"^(?<year>\d{4})(?:-?(?<month>\d{2})(?:-?(?<day>\d{2}))?|[/.](?<month>\d{1,2})[/.](?<day>\d{1,2})|-(?<month>\d{1,2})-(?<day>\d{1,2}))?(?![\d年])(?:(?:[T ,]\s*)(?:" + Time + @"|(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?<zone>Z|[+-]\d{2}:?\d{2})?))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"^(?:[\p{L}.]+,?\s*)?(?<day>\d{1,2})(?:st|nd|rd|th)?[\s\-.]+(?<month>[A-Za-z]{3,9})[\s\-.,]+(?<year>\d{4}|\d{2})(?:,?[T ]?\s*" + Time + ")?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WordedDayFirst();

    [GeneratedRegex(@"^(?:[A-Za-z]+day,?\s+|[A-Za-z]{3},?\s+)?(?<month>[A-Za-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?:" + Time + @"\s+)?(?<year>\d{4})(?:,?\s*(?:at\s+)?" + Time + ")?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WordedMonthFirst();

    [GeneratedRegex(@"^(?<year>\d{4})年\s*(?<month>\d{1,2})月\s*(?<day>\d{1,2})日(?:\s*" + Time + ")?", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseDate();
}
