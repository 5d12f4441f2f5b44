using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.Tests.Support;

/// <summary>How much a soak run asks of the worker.</summary>
internal sealed record SoakSize(int Sources, int ArticlesEach, int Kills, double MostSecondsToKill, TimeSpan Limit, int Seed = 1)
{
    public int Articles => Sources * ArticlesEach;
}

/// <summary>What a soak run found.</summary>
internal sealed record SoakResult(
    bool IsComplete,
    int Articles,
    int Versions,
    long Extracted,
    int WithOneSource,
    IReadOnlyList<string> StoreProblems,
    int MostAtOnce,
    TimeSpan ShortestPause,
    int Requests,
    int Faults,
    TimeSpan Elapsed,
    IReadOnlyList<long> ResidentMegabytes,
    string Log);

/// <summary>
/// Runs the built worker against servers of which one request in ten goes wrong, kills it at random moments, starts it again,
/// and looks at last at what the store holds and how politely the servers were asked.
/// </summary>
internal static class SoakRun
{
    public const int DelayMilliseconds = 20;

    private static readonly int[] Ways = [.. Enumerable.Range(0, 13)];

    public static async Task<SoakResult> RunAsync(string program, string folder, SoakSize size, Action<string>? tell = null)
    {
        var started = Stopwatch.GetTimestamp();
        var faults = new FaultyPages(size);
        var servers = new List<LoopbackServer>();
        var log = new ConcurrentQueue<string>();
        var memory = new List<long>();
        try
        {
            for (var i = 0; i < size.Sources; i++)
            {
                var number = i;
                LoopbackServer? self = null;
                self = new LoopbackServer(r => faults.Reply(r, number, () => self!.Address), IPAddress.Parse($"127.1.{i / 250}.{1 + (i % 250)}"), keepsRequests: false);
                servers.Add(self);
            }

            var port = FreePort();
            await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), Settings(servers, port));
            var random = new Random(size.Seed);
            for (var kill = 0; kill < size.Kills; kill++)
            {
                using var victim = Start(program, folder, log);
                await Task.Delay(TimeSpan.FromSeconds(0.3 + (random.NextDouble() * size.MostSecondsToKill)));
                memory.Add(Resident(victim));
                victim.Kill();
                await victim.WaitForExitAsync();
                tell?.Invoke($"killed {kill + 1} of {size.Kills}, {servers.Sum(s => s.Count)} requests so far");
            }

            using var last = Start(program, folder, log);
            var isComplete = await UntilDoneAsync(port, size, last, memory, tell, started);
            using (var end = Process.Start("kill", ["-TERM", last.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await end.WaitForExitAsync();
            }

            await last.WaitForExitAsync();
            return await LookAsync(folder, size, isComplete, servers, faults, memory, log, started);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task<bool> UntilDoneAsync(int port, SoakSize size, Process worker, List<long> memory, Action<string>? tell, long started)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        for (var look = 0; Stopwatch.GetElapsedTime(started) < size.Limit && !worker.HasExited; look++)
        {
            await Task.Delay(250);
            try
            {
                using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/status.json")));
                var items = status.RootElement.GetProperty("items");
                if (look % 20 == 0)
                {
                    memory.Add(Resident(worker));
                    tell?.Invoke($"{items} {memory[^1]} MB");
                }

                if (items.GetProperty("extracted").GetInt64() >= size.Articles)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
        }

        return false;
    }

    private static async Task<SoakResult> LookAsync(string folder, SoakSize size, bool isComplete, List<LoopbackServer> servers, FaultyPages faults, List<long> memory, ConcurrentQueue<string> log, long started)
    {
        await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Path.Combine(folder, "soak.db") });
        var summary = await store.SummariseAsync(default);
        var single = 0;
        for (string? after = null; await store.Ingestion.ArticleIdsAsync(after, 500, default) is { Count: > 0 } ids; after = ids[^1])
        {
            foreach (var id in ids)
            {
                single += (await store.GetArticleAsync(id, null, default))!.Sources.Count == 1 ? 1 : 0;
            }
        }

        return new SoakResult(
            isComplete,
            summary.Articles,
            summary.Versions,
            (await store.Ingestion.CountItemsAsync(default)).Extracted,
            single,
            (await store.Ingestion.CheckAsync(default)).Problems,
            servers.Max(s => s.MostAtOnce),
            servers.Min(s => s.ShortestPause),
            servers.Sum(s => s.Count),
            faults.Count,
            Stopwatch.GetElapsedTime(started),
            memory,
            string.Join('\n', log.TakeLast(40)));
    }

    private static Process Start(string program, string folder, ConcurrentQueue<string> log)
    {
        var start = new ProcessStartInfo("dotnet", [program, "run", "--store", "soak.db"]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static long Resident(Process process)
    {
        process.Refresh();
        return process.HasExited ? 0 : process.WorkingSet64 >> 20;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Settings(IEnumerable<LoopbackServer> servers, int port) => JsonSerializer.Serialize(new
    {
        Ingestion = new
        {
            Sources = servers.Select(s => new { Path = $"{s.Address}feed.xml", Kind = "Feed", IntervalMinutes = 0.1, MinimumMinutes = 0.02, MaximumMinutes = 0.5 }),
            MaximumAttempts = 100,
            RetrySeconds = 0.2,
            Fetching = new { AllowedNetworks = new[] { "127.0.0.0/8" }, DelayMilliseconds, RequestSeconds = 1, PageSeconds = 2, Retries = 1, RetryMilliseconds = 50, Parallel = 64, MaximumUnpackedBytes = 4 << 20, MaximumBytes = 1 << 20 },
        },
        Status = new { Address = $"http://127.0.0.1:{port}" },
        Logging = new { LogLevel = new { Default = "Error" } },
    });

    /// <summary>Pages of which one in ten goes wrong, each time in another way.</summary>
    private sealed class FaultyPages(SoakSize size)
    {
        private readonly byte[] bomb = Bomb();
        private int requests;
        private int count;

        public int Count => Volatile.Read(ref count);

        public LoopbackReply Reply(LoopbackRequest request, int server, Func<Uri> address)
        {
            if (request.Path == "/robots.txt")
            {
                return LoopbackReply.Empty(404);
            }

            if (request.Path == "/loop")
            {
                return LoopbackReply.Redirect(302, "/loop");
            }

            // Every tenth request, whichever comes; by chance, so that no page is hit each time.
            var number = Interlocked.Increment(ref requests);
            var random = new Random(HashCode.Combine(size.Seed, number));
            if (random.Next(10) == 0)
            {
                Interlocked.Increment(ref count);
                return Fault(Ways[random.Next(Ways.Length)], request, server, address);
            }

            return Whole(request, server, address);
        }

        private LoopbackReply Whole(LoopbackRequest request, int server, Func<Uri> address)
        {
            if (request.Path == "/feed.xml")
            {
                var tag = $"\"{server}\"";
                return request.Header("If-None-Match") == tag
                    ? LoopbackReply.Empty(304, ("ETag", tag))
                    : LoopbackReply.Xml(MadeUpArticles.Feed(address(), server * size.ArticlesEach, size.ArticlesEach)) with { Headers = [("Content-Type", "application/rss+xml"), ("ETag", tag)] };
            }

            return request.Path.StartsWith("/a/", StringComparison.Ordinal) && int.TryParse(request.Path.AsSpan(3), CultureInfo.InvariantCulture, out var seed)
                ? LoopbackReply.Html(MadeUpArticles.Page(seed))
                : LoopbackReply.Empty(404);
        }

        private LoopbackReply Fault(int way, LoopbackRequest request, int server, Func<Uri> address) => way switch
        {
            0 => Whole(request, server, address) with { Fault = LoopbackFault.SlowHeader },
            1 => Whole(request, server, address) with { Fault = LoopbackFault.SlowBody },
            2 => Whole(request, server, address) with { Fault = LoopbackFault.Reset, Status = 200 },
            3 => Whole(request, server, address) with { Fault = LoopbackFault.ShortBody, Status = 200 },
            4 => LoopbackReply.Html("x") with { Fault = LoopbackFault.EndlessBody },
            5 => new LoopbackReply(200, bomb) { Headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")] },
            6 => LoopbackReply.Redirect(302, "/loop"),
            7 => LoopbackReply.Redirect(302, "http://169.254.169.254/latest/meta-data/"),
            8 => LoopbackReply.Empty(403),
            9 => LoopbackReply.Empty(404),
            10 => LoopbackReply.Empty(429, ("Retry-After", "1")),
            11 => LoopbackReply.Empty(500),
            _ => LoopbackReply.Empty(503, ("Retry-After", "1")),
        };

        private static byte[] Bomb()
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                var zeros = new byte[1 << 20];
                for (var i = 0; i < 32; i++)
                {
                    gzip.Write(zeros);
                }
            }

            return packed.ToArray();
        }
    }
}
