using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ExtractionPipeline.Tests.Support;

namespace ExtractionPipeline.Benchmarks.Ingestion;

/// <summary>Servers in a process of their own, so that their processor time is not the worker's.</summary>
internal static partial class PageServer
{
    public const int Hosts = 40;
    public const int Feeds = 1000;

    /// <summary>Serves real pages, each with other words, or feeds that never change; writes a line when it is ready and ends with its input.</summary>
    public static async Task<int> RunAsync(string what, int count)
    {
        var pages = what == "pages" ? RealPages(count) : [];
        var servers = Enumerable.Range(0, Hosts).Select(host => new LoopbackServer(r => Reply(r, host, count, pages), IPAddress.Parse($"127.2.0.{host + 1}"), keepsRequests: false, port: 8099)).ToList();
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(line == "requests" ? servers.Sum(s => s.Count).ToString(CultureInfo.InvariantCulture) : "");
        }

        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        return 0;
    }

    public static Uri AddressOf(int host) => new($"http://127.2.0.{host + 1}:8099/");

    private static LoopbackReply Reply(LoopbackRequest request, int host, int count, IReadOnlyList<byte[]> pages)
    {
        if (request.Path.StartsWith("/a/", StringComparison.Ordinal) && int.TryParse(request.Path.AsSpan(3), CultureInfo.InvariantCulture, out var number))
        {
            return new LoopbackReply(200, pages[number]) { Headers = [("Content-Type", "text/html")] };
        }

        if (request.Path.StartsWith("/feed", StringComparison.Ordinal))
        {
            var each = count / Hosts;
            return request.Header("If-None-Match") is not null
                ? LoopbackReply.Empty(304)
                : LoopbackReply.Xml(MadeUpArticles.Feed(AddressOf(host), pages.Count == 0 ? 0 : host * each, pages.Count == 0 ? 0 : each)) with { Headers = [("ETag", "\"1\""), ("Content-Type", "application/rss+xml")] };
        }

        return LoopbackReply.Empty(404);
    }

    /// <summary>
    /// The real pages over and over, in each copy every third longer word with other letters at its end: as long and as nested as
    /// they are, and no two alike, or most would be known as copies and spared.
    /// </summary>
    private static List<byte[]> RealPages(int count)
    {
        var shared = Environment.GetEnvironmentVariable("EXTRACTION_PIPELINE_SHARED") ?? throw new InvalidOperationException("EXTRACTION_PIPELINE_SHARED does not say where the real pages are");
        var originals = Directory.GetFiles(Path.Combine(shared, "article-text", "pages"), "*.html").Order(StringComparer.Ordinal).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))).ToList();
        return [.. Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i => Encoding.Latin1.GetBytes(i < originals.Count ? originals[i] : Altered(originals[i % originals.Count], i)))];
    }

    private static string Altered(string page, int number)
    {
        var word = 0;
        return TextBetweenTags().Replace(page, text => LongWord().Replace(text.Value, w => word++ % 3 == 0 ? $"{w.Value}{(char)('a' + (number % 26))}{(char)('a' + (number / 26 % 26))}{(char)('a' + (number / 676 % 26))}" : w.Value));
    }

    [GeneratedRegex(">[^<>{}]{40,}<")]
    private static partial Regex TextBetweenTags();

    [GeneratedRegex("[a-z]{5,}")]
    private static partial Regex LongWord();
}
