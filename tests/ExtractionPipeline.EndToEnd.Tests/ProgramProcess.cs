using System.Diagnostics;

namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary>What a run of the program gave.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the built program as a process.</summary>
internal static class ProgramProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "extraction-pipeline.dll");

    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Launch("dotnet", [Program, .. arguments], folder, environment);

    public static Task<ProgramResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, null, arguments);

    public static async Task<ProgramResult> RunAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        return await EndAsync(process);
    }

    /// <summary>Runs the program through a shell line in which "$PROGRAM" stands for it.</summary>
    public static async Task<ProgramResult> RunShellAsync(string folder, string line)
    {
        using var process = Launch("bash", ["-c", line], folder, new Dictionary<string, string> { ["PROGRAM"] = $"dotnet {Program}" });
        return await EndAsync(process);
    }

    private static async Task<ProgramResult> EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new ProgramResult(process.ExitCode, await output, await error);
    }

    private static Process Launch(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
