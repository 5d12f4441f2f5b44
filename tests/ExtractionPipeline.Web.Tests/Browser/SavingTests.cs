using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

public sealed class SavingTests(BrowserFixture browser)
{
    [Fact]
    public async Task Undo_takes_back_any_number_of_steps_through_a_reload()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye]);
        var review = await ReviewPage.OpenAsync(context, site);
        await Assertions.Expect(review.Current).ToBeVisibleAsync();
        for (var left = 3; left >= 0; left--)
        {
            var title = await review.CurrentTitle.TextContentAsync();
            await review.PressAsync(left % 2 == 0 ? "a" : "x");
            if (left > 0)
            {
                await Assertions.Expect(review.CurrentTitle).Not.ToHaveTextAsync(title!);
            }
        }

        await Assertions.Expect(review.Page.Locator("#article")).ToContainTextAsync("Nothing awaits you");
        await review.SavedAsync();
        await review.Page.ReloadAsync();
        await Assertions.Expect(review.Page.Locator("#article")).ToContainTextAsync("Nothing awaits you");
        for (var step = 1; step <= 4; step++)
        {
            await review.PressAsync("u");
            await Assertions.Expect(review.Page.Locator(".notice.done")).Not.ToHaveCountAsync(0);
            await Expect(async () => (await site.DecisionsAsync()).Count(d => d.Kind == DecisionKind.Undo) == step);
        }

        await review.PressAsync("u");
        await review.ExpectNoticeAsync("nothing more to undo");
        foreach (var model in new[] { "LiverLens", "PancreasLens", "Pulsewise", "Retinote" })
        {
            Assert.Equal(ReviewState.Proposed, (await site.RecordAsync(model)).State);
        }

        Assert.Equal(8, (await site.DecisionsAsync()).Count);
    }

    [Fact]
    public async Task Saving_survives_failures_and_reloads_without_keeping_the_reviewer_waiting()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Eye]);
        var review = await ReviewPage.OpenAsync(context, site);
        await Assertions.Expect(review.Current).ToBeVisibleAsync();
        await Assertions.Expect(review.Page.Locator("#left")).ToContainTextAsync("3 records");
        await context.RouteAsync("**/api/review/decisions", route => route.AbortAsync());

        var first = await review.CurrentTitle.TextContentAsync();
        await review.PressAsync("a");
        await Assertions.Expect(review.CurrentTitle).Not.ToHaveTextAsync(first!);
        await Assertions.Expect(review.Page.Locator("#saving")).ToContainTextAsync("1 not saved yet");
        await review.PressAsync("a");
        await Assertions.Expect(review.Page.Locator("#saving")).ToContainTextAsync("2 not saved yet");
        Assert.Empty(await site.DecisionsAsync());

        // The browser asks before it leaves with something unsaved; what waits goes on behind the reload.
        review.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await review.Page.ReloadAsync();
        await context.UnrouteAllAsync();
        await Expect(async () => (await site.DecisionsAsync()).Count == 2);
        await review.SavedAsync();
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_of_an_edit_loses_nothing()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Eye]);
        var review = await CollisionTests.SignedInAsync(context, site, "ann");
        await review.ExpectCurrentAsync("Retinote");
        await review.PressAsync("+");
        await review.Page.GetByLabel("Words of the article").FillAsync("diabetes");
        await site.Users.SaveAsync("ann", UserRole.Reviewer, "another password", withKey: false, TestContext.Current.CancellationToken);
        await review.PressAsync("Enter");

        await Assertions.Expect(review.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Your session has ended");
        await review.Page.GetByLabel("Password").FillAsync("another password");
        await review.PressAsync("Enter");
        await review.SavedAsync();
        Assert.Equal("diabetes", (await site.RecordAsync("Retinote")).Record.Hospitals[^1].Name);
    }

    private static async Task Expect(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
