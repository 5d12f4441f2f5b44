using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ExtractionPipeline.Web.Tests.Browser.BrowserFixture))]

namespace ExtractionPipeline.Web.Tests.Browser;

/// <summary>The system's Chromium, one for all tests. Without one the tests are skipped; where CI is set that is a failure.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Executable() is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    /// <summary>A browser window with cookies and storage of its own.</summary>
    internal async Task<IBrowserContext> OpenAsync(int width = 1360, int height = 860, bool isDark = false)
    {
        if (_browser is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI has no browser; .ci/run installs one");
            Assert.Skip("no Chromium on this machine: " + string.Join(", ", Places));
        }

        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Executable() =>
        Environment.GetEnvironmentVariable("EXTRACTION_PIPELINE_BROWSER") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);
}
