using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

public sealed class MouseSessionTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_whole_session_by_mouse_alone()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Eye]);
        var review = await ReviewPage.OpenAsync(context, site);
        await OpenFromQueueAsync(review, "LiverLens");

        // Evidence leads to its value, a value to its evidence.
        await review.Page.Locator("mark.f-partners").First.ClickAsync();
        await Assertions.Expect(review.Current.Locator(".value.at")).ToContainTextAsync("Ande Medical Intelligence");
        await review.Current.Locator(".jump", new LocatorLocatorOptions { HasText = "Dongling County Hospital" }).ClickAsync();
        await Assertions.Expect(review.Page.Locator("mark.here")).ToContainTextAsync("Dongling County Hospital");

        // Remove a value, accept another, add one by marking words.
        await review.Current.Locator(".value", new LocatorLocatorOptions { HasText = "radiology" }).HoverAsync();
        await review.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove Specialty radiology" }).ClickAsync();
        await review.Current.Locator(".value", new LocatorLocatorOptions { HasText = "Baihe Hospital of Linhai" }).HoverAsync();
        await review.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Accept Hospital Baihe Hospital of Linhai" }).ClickAsync();
        await review.MarkAsync("training platform");
        await review.Page.Locator("#selection button", new PageLocatorOptions { HasText = "Partner" }).ClickAsync();
        await Assertions.Expect(review.Current).ToContainTextAsync("training platform");
        await review.Page.Locator("#do-approve").ClickAsync();
        await review.ExpectCurrentAsync("PancreasLens");

        // A record that was missed, from marked words; then it is merged into another and that is taken back.
        await review.MarkAsync("second reader");
        await review.Page.Locator("#selection button", new PageLocatorOptions { HasText = "New record" }).ClickAsync();
        await review.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await review.ExpectCurrentAsync("second reader");
        await review.Current.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Merge" }).ClickAsync();
        await review.Page.GetByRole(AriaRole.Radio).Last.CheckAsync();
        await review.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Merge" }).ClickAsync();
        await review.SavedAsync();
        Assert.Equal(ReviewState.Rejected, (await site.RecordAsync("PancreasLens")).State);
        await review.Page.Locator("#do-undo").ClickAsync();
        await review.SavedAsync();
        Assert.Equal(ReviewState.Proposed, (await site.RecordAsync("PancreasLens")).State);

        // Split the approved record in two.
        await review.Page.Locator(".card", new PageLocatorOptions { HasText = "LiverLens" }).First.ClickAsync();
        await review.Current.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Split" }).ClickAsync();
        await review.Page.GetByLabel("Name of the new record’s model").FillAsync("sister model");
        await review.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Adopter: Dongling County Hospital" }).CheckAsync();
        await review.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Split" }).ClickAsync();
        await review.SavedAsync();

        var liver = await site.RecordAsync("LiverLens");
        Assert.Equal(ReviewState.Corrected, liver.State);
        Assert.Empty(liver.Record.Adopters);
        Assert.Equal(["Ande Medical Intelligence", "training platform"], liver.Record.Partners.Select(p => p.Name));
        Assert.Equal("training platform", liver.Record.Partners[1].Evidence.Single().Text);
        Assert.Equal("Dongling County Hospital", (await site.RecordAsync("sister model")).Record.Adopters.Single().Name);
        Assert.Equal(ReviewState.Corrected, (await site.RecordAsync("second reader")).State);
    }

    [Fact]
    public async Task Near_identical_records_are_decided_at_once()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), SampleArticles.Reprints(12));
        var review = await ReviewPage.OpenAsync(context, site);
        await Assertions.Expect(review.Current).ToContainTextAsync("11 more like it wait");
        await review.Current.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Decide on all at once" }).ClickAsync();
        await review.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Approve all 12" }).ClickAsync();
        await review.ExpectNoticeAsync("12 records decided at once");

        var decisions = await site.DecisionsAsync();
        Assert.Equal(12, decisions.Count);
        Assert.Single(decisions.Select(d => d.Bulk).Distinct());
        Assert.All(decisions, d => Assert.Equal(12, d.BulkSize));
    }

    private static async Task OpenFromQueueAsync(ReviewPage review, string model)
    {
        await Assertions.Expect(review.Current).ToBeVisibleAsync();
        await review.Page.Locator("#open-queue").ClickAsync();
        await review.Page.Locator(".queue button", new PageLocatorOptions { HasText = model }).ClickAsync();
        await review.ExpectCurrentAsync(model);
    }
}
