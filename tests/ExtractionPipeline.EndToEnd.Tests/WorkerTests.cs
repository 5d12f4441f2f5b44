using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary>The worker as a process: how it answers, and how commands reach it while it holds the store.</summary>
public sealed partial class WorkerTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();
    private readonly int port = FreePort();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Commands_work_beside_a_running_worker_which_answers_how_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals here");
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        File.Copy(Directory.GetFiles(TestPaths.Corpus, "*.html")[0], Path.Combine(incoming, "one.html"));
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "one.html"), DateTime.UtcNow.AddMinutes(-5));
        await using var server = new LoopbackServer(r => r.Path == "/feed" ? LoopbackReply.Xml("<rss><channel><title>Reports</title><item><title>First</title><link>/1</link></item></channel></rss>") : LoopbackReply.Html(MadeUpArticles.Page(1)));
        using var worker = ProgramProcess.Start(folder.Path, Environment(), "run", "--source", incoming);
        using var client = new HttpClient();
        await UntilAsync(async () => (await client.GetAsync(Address("health/ready"))).StatusCode == HttpStatusCode.OK);
        Assert.Equal("live\n", await client.GetStringAsync(Address("health/live")));
        await UntilAsync(async () => (await client.GetStringAsync(Address("status.json"))).Contains("\"extracted\":1", StringComparison.Ordinal));

        var added = await RunAsync("sources", "add", new Uri(server.Address, "/feed").AbsoluteUri, "--id", "reports");
        Assert.Equal((0, ""), (added.ExitCode, added.Error.Replace("added as 'reports'\n", "", StringComparison.Ordinal)));
        Assert.Contains("is a feed titled “Reports” with 1 items", added.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("sources", "add", new Uri(server.Address, "/feed").AbsoluteUri)).ExitCode);
        Assert.Contains("reports", (await RunAsync("sources", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("sources", "pause", "reports")).ExitCode);
        Assert.Contains("paused", (await RunAsync("sources", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(4, (await RunAsync("sources", "pause", "nobody")).ExitCode);
        Assert.Equal(0, (await RunAsync("sources", "remove", "reports")).ExitCode);
        Assert.Contains("0 problems", (await RunAsync("store", "check")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("store", "backup", "copy.db")).ExitCode);
        Assert.Contains("1 articles looked at", (await RunAsync("reprocess", "--from-start")).Output, StringComparison.Ordinal);
        Assert.Contains("incoming", await client.GetStringAsync(Address("status")), StringComparison.Ordinal);
        Assert.Equal((0, ""), await ErrorsOfAsync("records"));
        Assert.Equal((0, ""), await ErrorsOfAsync("users", "list"));

        using (var signal = Process.Start("kill", ["-TERM", $"{worker.Id}"]))
        {
            await signal.WaitForExitAsync();
        }

        Assert.Contains("what was in flight is stored", await worker.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await worker.WaitForExitAsync();
        Assert.Equal(0, worker.ExitCode);
        Assert.Contains("0 problems", (await ProgramProcess.RunAsync(folder.Path, "store", "check", "--store", "copy.db")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_test_shows_what_a_location_would_give_and_why_another_cannot_be_a_source()
    {
        await using var server = new LoopbackServer(r => r.Path == "/feed" ? LoopbackReply.Xml("<rss><channel><item><title>First</title><link>/1</link></item></channel></rss>") : LoopbackReply.Empty(404));
        Assert.Contains("First", (await RunAsync("sources", "test", new Uri(server.Address, "/feed").AbsoluteUri)).Output, StringComparison.Ordinal);
        var missing = await RunAsync("sources", "test", new Uri(server.Address, "/none").AbsoluteUri);
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("404", missing.Error, StringComparison.Ordinal);
        var inside = await ProgramProcess.RunAsync(folder.Path, "sources", "test", new Uri(server.Address, "/feed").AbsoluteUri);
        Assert.Contains("private or reserved address", inside.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("sources", "add", new Uri(server.Address, "/feed").AbsoluteUri, "--cron", "every day")).ExitCode);
    }

    [Fact]
    public async Task The_published_program_starts_as_its_unit_says_and_answers()
    {
        var published = folder.File("published");
        using (var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(TestPaths.Repository, "src", "ExtractionPipeline.App"), "--no-build", "-c", Configuration, "-o", published, "-v", "quiet"]) { RedirectStandardOutput = true })!)
        {
            var output = await publish.StandardOutput.ReadToEndAsync();
            await publish.WaitForExitAsync();
            Assert.True(publish.ExitCode == 0, output);
        }

        var unit = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "deploy", "extraction-pipeline.service"));
        var command = ExecStart().Match(unit).Groups[1].Value.Replace("/opt/extraction-pipeline", published, StringComparison.Ordinal).Replace("/var/lib/extraction-pipeline", folder.Path, StringComparison.Ordinal).Split(' ');
        Assert.Equal("/usr/bin/dotnet", command[0]);
        folder.Write("appsettings.json", """{ "Ingestion": { "Sources": [ { "Path": "." } ] } }""");
        var start = new ProcessStartInfo("dotnet", command[1..]) { WorkingDirectory = folder.Path, RedirectStandardError = true };
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        using var worker = Process.Start(start)!;
        using var client = new HttpClient();
        await UntilAsync(async () => (await client.GetAsync(Address("health/ready"))).StatusCode == HttpStatusCode.OK);
        Assert.True(File.Exists(folder.File("records.db")));
        worker.Kill();
        await worker.WaitForExitAsync();
    }

    [Fact]
    public async Task The_container_file_copies_what_there_is_and_starts_the_program_that_is_published()
    {
        var file = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "deploy", "Containerfile"));
        foreach (var copied in Copied().Matches(file).SelectMany(m => m.Groups[1].Value.Split(' ')))
        {
            Assert.True(Path.Exists(Path.Combine(TestPaths.Repository, copied)), copied);
        }

        Assert.Contains("/program/extraction-pipeline.dll", file, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "extraction-pipeline.dll")));
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private async Task<(int ExitCode, string Error)> ErrorsOfAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        return (result.ExitCode, result.ExitCode == 0 ? "" : result.Error);
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(folder.Path, Environment(), arguments);

    private Dictionary<string, string> Environment() => new()
    {
        ["EXTRACTION_PIPELINE_Status__Address"] = $"http://127.0.0.1:{port}",
        ["EXTRACTION_PIPELINE_Ingestion__Fetching__AllowedNetworks__0"] = "127.0.0.0/8",
        ["EXTRACTION_PIPELINE_Ingestion__Fetching__DelayMilliseconds"] = "0",
    };

    private Uri Address(string path) => new($"http://127.0.0.1:{port}/{path}");

    private static async Task UntilAsync(Func<Task<bool>> isDone)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if (await isDone())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^ExecStart=(.+)$", RegexOptions.Multiline)]
    private static partial Regex ExecStart();

    [GeneratedRegex("^COPY (?!--from)(.+) \\S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();
}
