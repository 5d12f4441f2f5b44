using ExtractionPipeline.App.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

public sealed class HostileArticleTests(BrowserFixture browser)
{
    [Fact]
    public async Task Nothing_in_an_article_becomes_markup_or_script()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Hostile]);
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        var elsewhere = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) => { if (message.Type == "error") { errors.Add(message.Text); } };
        page.Request += (_, request) => { if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal)) { elsewhere.Add(request.Url); } };
        foreach (var path in new[] { "/", "/bulk", "/review-status" })
        {
            await page.GotoAsync(site.Address + path);
            await Assertions.Expect(page.Locator("main")).Not.ToHaveAttributeAsync("aria-busy", "true");
            Assert.Null(await page.EvaluateAsync<object?>("() => window.hacked ?? null"));
            Assert.Equal(0, await page.Locator("main img, main script, main svg, main b, main iframe").CountAsync());
            Assert.Equal(0, await page.Locator("a[href^='javascript:'], [onerror], [onload]").CountAsync());
        }

        await page.GotoAsync(site.Address + "/");
        await Assertions.Expect(page.Locator("#article")).ToContainTextAsync("<script>window.hacked = 1</script>");
        await Assertions.Expect(page.Locator(".card h3")).ToHaveTextAsync("<svg/onload=window.hacked=5>");
        await page.Keyboard.PressAsync("q");
        await Assertions.Expect(page.Locator(".queue")).ToContainTextAsync("<script>");
        Assert.Null(await page.EvaluateAsync<object?>("() => window.hacked ?? null"));
        Assert.Empty(errors);
        Assert.Empty(elsewhere);
    }
}
