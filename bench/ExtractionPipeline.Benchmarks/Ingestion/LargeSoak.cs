using ExtractionPipeline.Tests.Support;

namespace ExtractionPipeline.Benchmarks.Ingestion;

/// <summary>The soak run in full: 200 sources, 20,000 articles, ten kills. Fails, with status 1, when anything was lost, doubled or impolite.</summary>
internal static class LargeSoak
{
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("soak-").FullName;
        try
        {
            var size = new SoakSize(Sources: 200, ArticlesEach: 100, Kills: 10, MostSecondsToKill: 8, TimeSpan.FromMinutes(15));
            var result = await SoakRun.RunAsync(Path.Combine(AppContext.BaseDirectory, "extraction-pipeline.dll"), folder, size, Console.WriteLine);
            Console.WriteLine($"complete {result.IsComplete}; articles {result.Articles}, versions {result.Versions}, items extracted {result.Extracted}, with one source {result.WithOneSource} of {size.Articles}");
            Console.WriteLine($"requests {result.Requests}, of them made to fail {result.Faults}; most at once at a host {result.MostAtOnce}; shortest pause {result.ShortestPause.TotalMilliseconds:0.0} ms (asked for {SoakRun.DelayMilliseconds})");
            Console.WriteLine($"resident memory in MB: {string.Join(' ', result.ResidentMegabytes)}; {result.Elapsed.TotalSeconds:0} s");
            result.StoreProblems.ToList().ForEach(Console.WriteLine);
            var isSound = result.IsComplete && result.StoreProblems.Count == 0 && result.Articles == size.Articles && result.Versions == size.Articles
                && result.WithOneSource == size.Articles && result.MostAtOnce == 1 && result.ShortestPause.TotalMilliseconds >= SoakRun.DelayMilliseconds * 0.9;
            Console.WriteLine(isSound ? "sound" : $"NOT SOUND\n{result.Log}");
            return isSound ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
