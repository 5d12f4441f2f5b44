using System.Globalization;
using ExtractionPipeline.Core.Ingestion;

namespace ExtractionPipeline.Ingestion.Health;

/// <summary>
/// Judges a source's present by its own past: a page that answers 200 and yields nothing is noticed (a changed template, a
/// consent wall, a page for robots). Pure.
/// </summary>
public static class SourceJudgement
{
    /// <summary>Values of each kind that a history keeps.</summary>
    public const int HistoryLength = 100;

    private const int FailuresInARow = 4;
    private const int RecentItems = 2;
    private const int RecentTexts = 5;
    private const int RecentRecords = 20;
    private const int LeastPast = 10;
    private const double MuchFewer = 0.3;
    private const double MuchShorter = 0.35;
    private const double Unlikely = 0.001;

    private static readonly TimeSpan LeastSilence = TimeSpan.FromDays(2);

    /// <summary>The history with new values behind the old ones, within its bounds.</summary>
    public static SourceHistory With(SourceHistory history, IEnumerable<int> itemCounts, IEnumerable<int> textLengths, IEnumerable<int> recordCounts, IEnumerable<double> gapHours)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new SourceHistory
        {
            ItemCounts = Append(history.ItemCounts, itemCounts),
            TextLengths = Append(history.TextLengths, textLengths),
            RecordCounts = Append(history.RecordCounts, recordCounts),
            GapHours = Append(history.GapHours, gapHours),
        };
    }

    /// <summary>What the source's owner should look at; alerts that were there before keep their beginning.</summary>
    public static IReadOnlyList<SourceAlert> Alerts(SourceState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var found = new[] { Stopped(state), Failing(state), FewerItems(state), ShorterTexts(state), FewerRecords(state), Silent(state, now) };
        return [.. found.OfType<(SourceAlertKind Kind, string Message)>().Select(f => new SourceAlert(f.Kind, f.Message, state.Alerts.FirstOrDefault(a => a.Kind == f.Kind)?.Since ?? now))];
    }

    private static (SourceAlertKind, string)? Stopped(SourceState state) => state.StoppedBecause is { } reason ? (SourceAlertKind.Stopped, reason) : null;

    private static (SourceAlertKind, string)? Failing(SourceState state) =>
        state.Failures >= FailuresInARow ? (SourceAlertKind.Failing, Text($"failed {state.Failures} times in a row: {state.LastFailure}")) : null;

    private static (SourceAlertKind, string)? FewerItems(SourceState state)
    {
        var (past, recent) = Split(state.History.ItemCounts, RecentItems);
        return past.Count >= LeastPast && Median(past) is >= 4 and var usual && recent.All(r => r < usual * MuchFewer)
            ? (SourceAlertKind.FewerItems, Text($"shows {recent[^1]} entries, usually {usual:0}"))
            : null;
    }

    private static (SourceAlertKind, string)? ShorterTexts(SourceState state)
    {
        var (past, recent) = Split(state.History.TextLengths, RecentTexts);
        return past.Count >= LeastPast && Median(past) is >= 200 and var usual && Median(recent) < usual * MuchShorter
            ? (SourceAlertKind.ShorterTexts, Text($"articles have {Median(recent):0} characters, usually {usual:0}: a changed template, or a page that asks for consent?"))
            : null;
    }

    private static (SourceAlertKind, string)? FewerRecords(SourceState state)
    {
        var (past, recent) = Split(state.History.RecordCounts, RecentRecords);
        if (past.Count < RecentRecords || recent.Any(r => r > 0))
        {
            return null;
        }

        // That none of the recent articles has a record must be hardly possible at the rate of the past.
        var rate = past.Count(p => p > 0) / (double)past.Count;
        return Math.Pow(1 - rate, recent.Count) < Unlikely
            ? (SourceAlertKind.FewerRecords, Text($"no records in the last {recent.Count} articles, usually in {rate:P0} of them"))
            : null;
    }

    private static (SourceAlertKind, string)? Silent(SourceState state, DateTimeOffset now)
    {
        if (state.History.GapHours.Count < LeastPast || state.LastNewAt is not { } last)
        {
            return null;
        }

        var longest = TimeSpan.FromHours(state.History.GapHours.Max());
        var silence = now - last;
        return silence > LeastSilence && silence > longest * 2
            ? (SourceAlertKind.Silent, Text($"nothing new for {silence.TotalDays:0.#} days, never more than {longest.TotalDays:0.#} before"))
            : null;
    }

    private static (IReadOnlyList<int> Past, IReadOnlyList<int> Recent) Split(IReadOnlyList<int> values, int recent) =>
        values.Count <= recent ? ([], values) : ([.. values.Take(values.Count - recent)], [.. values.Skip(values.Count - recent)]);

    private static double Median(IReadOnlyList<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
    }

    private static List<T> Append<T>(IReadOnlyList<T> old, IEnumerable<T> fresh)
    {
        List<T> all = [.. old, .. fresh];
        return all.Count <= HistoryLength ? all : all[^HistoryLength..];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
