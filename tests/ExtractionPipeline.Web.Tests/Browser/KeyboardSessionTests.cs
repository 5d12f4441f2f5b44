using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

public sealed class KeyboardSessionTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_whole_session_by_keyboard_alone()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye]);
        var review = await ReviewPage.OpenAsync(context, site, "/");
        await Assertions.Expect(review.Current).ToBeVisibleAsync();

        // Help, and back.
        await review.PressAsync("?");
        await Assertions.Expect(review.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Approve the record");
        await review.PressAsync("Escape");

        // The newest first: the liver article with two records.
        await review.PressAsync("q");
        await review.Page.Keyboard.TypeAsync("Newest");
        await review.PressAsync("Enter");
        await Assertions.Expect(review.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await review.ExpectCurrentAsync("LiverLens");

        // Through the values: accept the model, drop the radiology label, correct the partner.
        await review.PressAsync("l");
        await review.PressAsync("y");
        await Assertions.Expect(review.Current.Locator(".value.accepted")).ToContainTextAsync("LiverLens");
        for (var i = 0; i < 3; i++)
        {
            await review.PressAsync("l");
        }

        await Assertions.Expect(review.Current.Locator(".value.at")).ToContainTextAsync("radiology");
        await review.PressAsync("g");
        await Assertions.Expect(review.Page.Locator("mark.here")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^CT scans"));
        await review.PressAsync("d");
        await Assertions.Expect(review.Current.Locator(".values")).Not.ToContainTextAsync("radiology");
        await review.PressAsync("+");
        await review.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(review.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await review.Page.GetByLabel("Field").FocusAsync();
        await review.Page.Keyboard.TypeAsync("Specialty");
        await review.Page.GetByLabel("Label", new PageGetByLabelOptions { Exact = true }).FocusAsync();
        await review.Page.Keyboard.TypeAsync("gastro");
        await review.Page.GetByLabel("Words of the article").FocusAsync();
        await review.Page.Keyboard.TypeAsync("nowhere to be found");
        await review.PressAsync("Enter");
        await Assertions.Expect(review.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not stand in the article");
        await review.PressAsync("Control+a");
        await review.Page.Keyboard.TypeAsync("small tumors of the liver");
        await review.PressAsync("Enter");
        await Assertions.Expect(review.Current).ToContainTextAsync("gastroenterology");

        // A note, then approve; the sister model is rejected.
        await review.PressAsync("r");
        await review.Page.Keyboard.TypeAsync("Checked against the hospital’s own page.");
        await review.PressAsync("Tab");
        await review.PressAsync("Enter");
        await review.PressAsync("a");
        await review.ExpectCurrentAsync("PancreasLens");
        await review.PressAsync("x");
        await review.ExpectCurrentAsync("Pulsewise");

        // Back, undo both, decide again.
        await review.PressAsync("u");
        await review.ExpectCurrentAsync("PancreasLens");
        await review.PressAsync("u");
        await review.ExpectCurrentAsync("LiverLens");
        await review.SavedAsync();
        Assert.Equal(ReviewState.Proposed, (await site.RecordAsync("LiverLens")).State);
        await review.PressAsync("a");
        await review.ExpectCurrentAsync("PancreasLens");
        await review.PressAsync("x");

        // Skip one, then say of the last that nothing is missing.
        await review.ExpectCurrentAsync("Pulsewise");
        await review.PressAsync("s");
        await review.ExpectCurrentAsync("Retinote");
        await review.PressAsync("c");
        await review.PressAsync("Enter");
        await review.SavedAsync();

        var liver = await site.RecordAsync("LiverLens");
        Assert.Equal(ReviewState.Corrected, liver.State);
        Assert.Equal(["oncology", "gastroenterology"], liver.Record.Specialties.Select(s => Core.Records.Labels.Label(s.Label)));
        Assert.Contains(liver.History, d => d.Remark == "Checked against the hospital’s own page.");
        Assert.Equal(ReviewState.Rejected, (await site.RecordAsync("PancreasLens")).State);
        Assert.Equal(ReviewState.Confirmed, (await site.RecordAsync("Retinote")).State);
        Assert.Equal(ReviewState.Proposed, (await site.RecordAsync("Pulsewise")).State);
        var confirm = (await site.DecisionsAsync()).Last(d => d.Kind == DecisionKind.Confirm);
        Assert.True(confirm.Seconds >= 0 && confirm.Keystrokes >= 1, "seconds and keystrokes are measured");
    }
}
