using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

public sealed class CollisionTests(BrowserFixture browser)
{
    [Fact]
    public async Task Two_reviewers_on_one_record_never_overwrite_each_other_and_the_second_is_told()
    {
        await using var first = await browser.OpenAsync();
        await using var second = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Liver]);
        var ann = await SignedInAsync(first, site, "ann");
        await ann.ExpectCurrentAsync("LiverLens");
        var address = ann.Page.Url;

        // The item is kept from the other reviewer: the queue has nothing for her, and the link tells who is on it.
        var bob = await SignedInAsync(second, site, "bob");
        await Assertions.Expect(bob.Page.Locator("#article")).ToContainTextAsync("Nothing awaits you");
        await bob.Page.GotoAsync(address);
        await bob.Page.ReloadAsync();
        await bob.ExpectNoticeAsync("ann is working on this article");

        // Both decide all the same. What the second typed is kept and can be entered again.
        await ann.PressAsync("a");
        await ann.SavedAsync();
        await bob.PressAsync("+");
        await bob.Page.GetByLabel("Words of the article").FillAsync("Su Wen");
        await bob.PressAsync("Enter");
        await bob.ExpectNoticeAsync("ann has decided on this record meanwhile");
        await Assertions.Expect(bob.Page.Locator(".card").First).ToContainTextAsync("confirmed");

        var record = await site.RecordAsync("LiverLens");
        Assert.Equal((ReviewState.Confirmed, 1), (record.State, record.History.Count));
        await bob.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show what I entered" }).ClickAsync();
        await Assertions.Expect(bob.Page.GetByLabel("Words of the article")).ToHaveValueAsync("Su Wen");

        // Having seen what she did, he may decide. "All saved" stood there before: only the store's answer tells that this was.
        await bob.Page.RunAndWaitForResponseAsync(() => bob.PressAsync("Enter"), r => r.Request.Method == "POST" && r.Url.EndsWith("/api/review/decisions", StringComparison.Ordinal) && r.Ok);
        Assert.Equal(["ann", "bob"], (await site.RecordAsync("LiverLens")).History.Select(d => d.Reviewer));
    }

    [Fact]
    public async Task Two_tabs_of_one_reviewer_get_different_items()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart]);
        var one = await ReviewPage.OpenAsync(context, site);
        await Assertions.Expect(one.Current).ToBeVisibleAsync();
        await Assertions.Expect(one.Page.Locator("#left")).ToContainTextAsync("3 records");
        var other = await ReviewPage.OpenAsync(context, site);

        // The first tab holds both, one of them ahead; the second sees that there is nothing left for it.
        await Assertions.Expect(other.Page.Locator("#article")).ToContainTextAsync("Nothing awaits you");
    }

    [Fact]
    public async Task A_decision_on_a_record_that_a_new_version_of_the_article_took_away_is_refused_plainly()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        var review = await ReviewPage.OpenAsync(context, site);
        await review.ExpectCurrentAsync("Retinote");
        await site.Store.SaveAsync(SampleArticles.Of(SampleArticles.Eye.Document.Source, "Withdrawn", new DateOnly(2026, 2, 12), ["This report was withdrawn."], _ => []), TestContext.Current.CancellationToken);

        await review.PressAsync("a");
        await review.ExpectNoticeAsync("the record is no longer there");
        Assert.Empty(await site.DecisionsAsync());
    }

    internal static async Task<ReviewPage> SignedInAsync(IBrowserContext context, ReviewSite site, string name, UserRole role = UserRole.Reviewer)
    {
        await site.Users.SaveAsync(name, role, "correct horse " + name, withKey: false, TestContext.Current.CancellationToken);
        var review = await ReviewPage.OpenAsync(context, site);
        await review.Page.GetByLabel("Name").FillAsync(name);
        await review.Page.GetByLabel("Password").FillAsync("correct horse " + name);
        await review.PressAsync("Enter");
        await Assertions.Expect(review.Page.Locator("#saving")).ToHaveTextAsync("All saved");
        return review;
    }
}
