using System.Globalization;
using System.Net;
using System.Text;
using ExtractionPipeline.Core.Ingestion;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>The status as one page without scripts, which renews itself. All words from outside are encoded.</summary>
internal static class StatusPage
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8884;--bad:#b3261e;--good:#2e7d32}
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}
        h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
        dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.8rem}
        dl div{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .8rem}dt{opacity:.75;font-size:.85rem}dd{margin:0;font-size:1.3rem}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
        td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}.bad{color:var(--bad);font-weight:600}.good{color:var(--good)}
        svg{width:100%;height:9rem}rect{fill:currentColor;opacity:.7}rect.failed{fill:var(--bad);opacity:1}
        @media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--good:#81c784}}
        """;

    public static string Render(WorkerStatus status)
    {
        var page = new StringBuilder(16 * 1024);
        page.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta http-equiv=\"refresh\" content=\"30\"><title>Ingestion status</title><style>").Append(Style).Append("</style></head><body><main><h1>Ingestion status</h1>");
        page.Append(Line($"<p>{When(status.At)}. The worker is {(status.IsRunning ? "<span class=\"good\">running</span>" : "<span class=\"bad\">not running</span>")}{(status.IsNetworkDown ? "; <span class=\"bad\">our own network is down</span>" : "")}. Last work: {When(status.LastWorkAt)}.</p>"));
        Tiles(page, status);
        Alerts(page, status);
        Throughput(page, status);
        Sources(page, status);
        Failures(page, status);
        return page.Append("</main></body></html>").ToString();
    }

    private static void Tiles(StringBuilder page, WorkerStatus status)
    {
        (string Name, long Value)[] tiles =
        [
            ("Discovered, waiting", status.Items.Discovered), ("Fetched, waiting", status.Items.Fetched), ("Being worked on", status.InFlight), ("Extracted", status.Items.Extracted),
            ("Left out", status.Items.Skipped), ("Failed", status.Items.Failed), ("Articles", status.Store.Articles), ("Records", status.Store.Records), ("Await review", status.Store.AwaitingReview),
        ];
        page.Append("<h2>Items and records</h2><dl>");
        foreach (var (name, value) in tiles)
        {
            page.Append(Line($"<div><dt>{name}</dt><dd>{value:N0}</dd></div>"));
        }

        page.Append("</dl>");
    }

    private static void Alerts(StringBuilder page, WorkerStatus status)
    {
        var alerts = status.Sources.SelectMany(s => s.Alerts.Select(a => (s.Definition.Id, Alert: a))).OrderBy(a => a.Alert.Since).ToList();
        if (alerts.Count == 0)
        {
            return;
        }

        page.Append("<h2>Look at these</h2><ul>");
        foreach (var (id, alert) in alerts)
        {
            page.Append(Line($"<li><strong class=\"bad\">{Encode(id)}</strong>: {Encode(alert.Message)} (since {When(alert.Since)})</li>"));
        }

        page.Append("</ul>");
    }

    private static void Throughput(StringBuilder page, WorkerStatus status)
    {
        if (status.Hours.Count == 0)
        {
            return;
        }

        var first = status.Hours[0].Hour;
        var hours = (int)(status.Hours[^1].Hour - first).TotalHours + 1;
        var most = Math.Max(1, status.Hours.Max(h => h.Counts.Extracted + h.Counts.Skipped + h.Counts.Failed));
        page.Append(Line($"<h2>Items an hour</h2><svg viewBox=\"0 0 {hours} 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Items finished in each of the last {hours} hours, at most {most}\">"));
        foreach (var hour in status.Hours)
        {
            var x = (int)(hour.Hour - first).TotalHours;
            var done = 100.0 * (hour.Counts.Extracted + hour.Counts.Skipped) / most;
            var failed = 100.0 * hour.Counts.Failed / most;
            page.Append(Line($"<rect x=\"{x + 0.1:0.0}\" width=\"0.8\" y=\"{100 - done:0.#}\" height=\"{done:0.#}\"><title>{When(hour.Hour)}: {hour.Counts.Extracted} extracted, {hour.Counts.Skipped} left out, {hour.Counts.Failed} failed</title></rect><rect class=\"failed\" x=\"{x + 0.1:0.0}\" width=\"0.8\" y=\"{100 - done - failed:0.#}\" height=\"{failed:0.#}\"></rect>"));
        }

        page.Append(Line($"</svg><p>From {When(first)}; the tallest hour has {most:N0}.</p>"));
    }

    private static void Sources(StringBuilder page, WorkerStatus status)
    {
        page.Append("<h2>Sources</h2><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Kind</th><th scope=\"col\">Last look</th><th scope=\"col\">Next look</th><th scope=\"col\" class=\"number\">Items</th><th scope=\"col\">State</th></tr></thead><tbody>");
        foreach (var source in status.Sources.OrderByDescending(s => s.Alerts.Count).ThenBy(s => s.Definition.Id, StringComparer.Ordinal).Take(2000))
        {
            var next = source.IsActive ? When(source.NextPollAt) : "–";
            page.Append(Line($"<tr><th scope=\"row\">{Encode(source.Definition.Id)}<br><small>{Encode(source.Location)}</small></th><td>{source.Definition.Kind}</td><td>{When(source.LastPollAt)}</td><td>{next}</td><td class=\"number\">{source.Items:N0}</td><td>{StateOf(source)}</td></tr>"));
        }

        page.Append("</tbody></table></div>");
    }

    private static string StateOf(SourceState source) => source switch
    {
        { StoppedBecause: { } reason } => $"<span class=\"bad\">stopped</span>: {Encode(reason)}",
        { IsPaused: true } => "paused",
        { Failures: > 0 } => Line($"<span class=\"bad\">failed {source.Failures} times</span>: {Encode(source.LastFailure)}"),
        { LastPollAt: null } => "not looked at yet",
        _ => "<span class=\"good\">ok</span>",
    };

    private static void Failures(StringBuilder page, WorkerStatus status)
    {
        if (status.Failures.Count == 0)
        {
            return;
        }

        page.Append("<h2>Latest failures</h2><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Item</th><th scope=\"col\">Reason</th><th scope=\"col\" class=\"number\">Tries</th><th scope=\"col\">Next try</th></tr></thead><tbody>");
        foreach (var item in status.Failures)
        {
            page.Append(Line($"<tr><th scope=\"row\">{Encode(item.Address)}</th><td>{Encode(item.Reason)}</td><td class=\"number\">{item.Attempts}</td><td>{(item.DueAt is null ? "given up" : When(item.DueAt))}</td></tr>"));
        }

        page.Append("</tbody></table></div>");
    }

    private static string When(DateTimeOffset? time) => time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "–";

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
