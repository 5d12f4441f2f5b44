using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Spectre.Console;
using Spectre.Console.Testing;

namespace ExtractionPipeline.Web.Tests.Api;

public sealed class TerminalReviewTests
{
    [Fact]
    public async Task A_session_in_the_terminal_with_the_pages_keys()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart]);
        using var console = new TestConsole().Interactive();
        console.Profile.Width = 200;

        // Newest first: LiverLens. Accept its name, drop the radiology label, add a partner, note, approve; reject its sister; take that back; approve it.
        Keys(console, "ly", "llld", "+");
        console.Input.PushKey(ConsoleKey.DownArrow);
        console.Input.PushKey(ConsoleKey.DownArrow);
        console.Input.PushKey(ConsoleKey.DownArrow);
        console.Input.PushKey(ConsoleKey.Enter);
        console.Input.PushTextWithEnter("training platform");
        Keys(console, "r");
        console.Input.PushTextWithEnter("seen in print");
        Keys(console, "a", "x", "u", "a", "?", "q");

        var decisions = await new TerminalReview(console, new LocalReviewClient(site.Desk, "ann"), new QueueQuery { Order = QueueOrder.Newest }).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(6, decisions);
        Assert.Contains("[LiverLens]", console.Output, StringComparison.Ordinal);
        Assert.Contains("unsure: the rule “together-with” alone proposes it", console.Output, StringComparison.Ordinal);
        var liver = await site.RecordAsync("LiverLens");
        Assert.Equal(ReviewState.Corrected, liver.State);
        Assert.Equal(["Ande Medical Intelligence", "training platform"], liver.Record.Partners.Select(p => p.Name));
        Assert.Single(liver.Record.Specialties);
        Assert.Equal(ReviewState.Confirmed, (await site.RecordAsync("PancreasLens")).State);
        Assert.Contains(liver.History, d => d.Remark == "seen in print");
    }

    [Fact]
    public async Task Hostile_articles_are_shown_without_control_characters_or_markup()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Hostile]);
        using var console = new TestConsole().Interactive();
        Keys(console, "l", "g", "q");
        await new TerminalReview(console, new LocalReviewClient(site.Desk, "ann"), new QueueQuery()).RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains("<svg/onload", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', console.Output);
        Assert.DoesNotContain('\u202e', console.Output);
    }

    private static void Keys(TestConsole console, params string[] keys)
    {
        foreach (var character in keys.SelectMany(k => k))
        {
            console.Input.PushCharacter(character);
        }
    }
}
