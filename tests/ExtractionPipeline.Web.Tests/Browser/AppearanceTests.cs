using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

/// <summary>How the page looks: axe-core's rules in every state, phone width, and the pictures of the documentation.</summary>
public sealed class AppearanceTests(BrowserFixture browser)
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") };

    [Theory]
    [InlineData(1360, 860, false, "review")]
    [InlineData(1360, 860, true, "review-dark")]
    [InlineData(390, 844, false, "review-phone")]
    public async Task Every_state_of_the_page_is_accessible_and_fits(int width, int height, bool isDark, string picture)
    {
        await using var context = await browser.OpenAsync(width, height, isDark);
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye, .. SampleArticles.Reprints(5)]);
        var review = await ReviewPage.OpenAsync(context, site);
        await Assertions.Expect(review.Current).ToBeVisibleAsync();
        await OpenLiverAsync(review);
        for (var i = 0; i < 4; i++)
        {
            await review.PressAsync("l");
        }

        await CheckAsync(review.Page, "the review page");
        await PictureAsync(review.Page, picture);

        await review.PressAsync("?");
        await CheckAsync(review.Page, "help");
        await review.PressAsync("Escape");
        await review.PressAsync("e");
        await Assertions.Expect(review.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(review.Page, "changing a value");
        await review.PressAsync("Escape");
        await review.PressAsync("q");
        await Assertions.Expect(review.Page.Locator(".queue li").First).ToBeVisibleAsync();
        await CheckAsync(review.Page, "the queue");
        await PictureAsync(review.Page, picture + "-queue");
        await review.PressAsync("Escape");
        await review.PressAsync("x");
        await review.PressAsync("k");
        await review.SavedAsync();
        await CheckAsync(review.Page, "a decided record");
    }

    [Theory]
    [InlineData(1360, false)]
    [InlineData(390, true)]
    public async Task Status_bulk_and_sign_in_are_accessible_and_fit(int width, bool isDark)
    {
        await using var context = await browser.OpenAsync(width, 860, isDark);
        await using var site = await ReviewSite.StartAsync(
            new ReviewOptions { SignIn = true, SpotCheckShare = 0.2 },
            [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye, .. SampleArticles.Reprints(5), .. SampleArticles.Accepted(60)]);
        await DecideOnAcceptedAsync(site);
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Address + "/sign-in");
        await CheckAsync(page, "signing in");
        await page.CloseAsync();
        var review = await CollisionTests.SignedInAsync(context, site, "ann", UserRole.Administrator);
        await Assertions.Expect(review.Current).ToBeVisibleAsync();
        foreach (var key in new[] { "a", "a", "a" })
        {
            await review.PressAsync(key);
            await review.SavedAsync();
        }

        foreach (var path in new[] { "/review-status", "/bulk" })
        {
            await review.Page.GotoAsync(site.Address + path);
            await Assertions.Expect(review.Page.Locator("main")).Not.ToHaveAttributeAsync("aria-busy", "true");
            await CheckAsync(review.Page, path);
            if (!isDark)
            {
                await PictureAsync(review.Page, "review" + (path == "/bulk" ? "-bulk" : "-status"));
            }
        }
    }

    [Fact]
    public async Task At_phone_width_a_record_is_decided_by_touch()
    {
        await using var context = await browser.OpenAsync(390, 844);
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Heart]);
        var review = await ReviewPage.OpenAsync(context, site);
        await review.ExpectCurrentAsync("Pulsewise");
        await Assertions.Expect(review.Page.Locator("#do-approve")).ToBeInViewportAsync();
        await Assertions.Expect(review.CurrentTitle).ToBeInViewportAsync();
        await Assertions.Expect(review.Page.Locator("#article .title")).ToBeInViewportAsync();
        await review.Page.Locator("#do-approve").ClickAsync();
        await review.SavedAsync();
        Assert.Equal(ReviewState.Confirmed, (await site.RecordAsync("Pulsewise")).State);
    }

    private static async Task OpenLiverAsync(ReviewPage review)
    {
        await review.PressAsync("q");
        await review.Page.Locator(".queue button", new PageLocatorOptions { HasText = "LiverLens" }).ClickAsync();
        await review.ExpectCurrentAsync("LiverLens");
    }

    private static async Task DecideOnAcceptedAsync(ReviewSite site)
    {
        var drawn = site.Desk.Index.Articles.SelectMany(a => a.Records.Where(r => r.Queue.Reason == ReviewReason.SpotCheck).Select(r => (a.Item.ArticleId, r.Subject))).ToList();
        foreach (var (index, (articleId, subject)) in drawn.Index())
        {
            var request = new DecisionRequest
            {
                Id = $"d{index}", ArticleId = articleId, Kind = index == 3 ? DecisionKind.Reject : DecisionKind.Confirm, Subjects = [new SubjectRevision(subject, 0)], Seconds = 4 + (index % 5), Keystrokes = 1 + (index % 3),
            };
            Assert.Null((await site.Desk.DecideAsync(request, "bob", "", 1, TestContext.Current.CancellationToken)).Refusal);
        }
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        var result = await page.RunAxe(Rules);
        Assert.True(result.Violations.Length == 0, what + ": " + string.Join("; ", result.Violations.Select(v =>
            $"{v.Id} ({v.Help}) at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html + " " + string.Join(' ', n.Any.Select(c => c.Message))))}")));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    /// <summary>Writes a picture into docs/ where EXTRACTION_PIPELINE_PICTURES is set; else only takes it, which proves that it can be taken.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        if (Environment.GetEnvironmentVariable("EXTRACTION_PIPELINE_PICTURES") == "1")
        {
            var folder = Path.Combine(TestPaths.Repository, "docs", "pictures");
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), picture);
        }
    }
}
