namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary>A small soak; the large one is run from the benchmarks.</summary>
public sealed class SoakTests
{
    [Fact]
    public async Task A_worker_killed_at_random_moments_among_faulty_servers_stores_every_article_once_and_stays_polite()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "only here has every address of the loopback network a server of its own");
        using var folder = TestPaths.Temporary();
        var size = new SoakSize(Sources: 12, ArticlesEach: 8, Kills: 3, MostSecondsToKill: 1.5, TimeSpan.FromSeconds(90));
        var result = await SoakRun.RunAsync(Path.Combine(AppContext.BaseDirectory, "extraction-pipeline.dll"), folder.Path, size);
        Assert.True(result.IsComplete, result.Log);
        Assert.Empty(result.StoreProblems);
        Assert.Equal((size.Articles, size.Articles, size.Articles), (result.Articles, result.Versions, result.WithOneSource));
        Assert.Equal(1, result.MostAtOnce);
        Assert.InRange(result.ShortestPause.TotalMilliseconds, SoakRun.DelayMilliseconds * 0.9, double.MaxValue);
    }
}
