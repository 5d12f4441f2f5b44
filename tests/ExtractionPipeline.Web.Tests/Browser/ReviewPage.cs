using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

/// <summary>The review page as a person sees it.</summary>
internal sealed class ReviewPage(IPage page)
{
    public IPage Page => page;

    public ILocator Current => page.Locator(".card[aria-current]");

    public ILocator CurrentTitle => Current.Locator("h3");

    public static async Task<ReviewPage> OpenAsync(IBrowserContext context, ReviewSite site, string path = "/")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Address + path);
        return new ReviewPage(page);
    }

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Waits until the store has everything.</summary>
    public Task SavedAsync() => Assertions.Expect(page.Locator("#saving")).ToHaveTextAsync("All saved");

    public Task ExpectCurrentAsync(string model) => Assertions.Expect(CurrentTitle).ToHaveTextAsync(model);

    public Task ExpectNoticeAsync(string part) => Assertions.Expect(page.Locator("#notices")).ToContainTextAsync(part);

    /// <summary>Marks words of the article with the mouse.</summary>
    public async Task MarkAsync(string words)
    {
        await SavedAsync();
        var box = await page.EvaluateAsync<double[]>(
            """
            (words) => {
              const walker = document.createTreeWalker(document.getElementById('article'), NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) {
                  node.parentElement.scrollIntoView({ block: 'center' });
                  const range = document.createRange();
                  range.setStart(node, at);
                  range.setEnd(node, at + words.length);
                  const [first] = range.getClientRects();
                  const last = [...range.getClientRects()].at(-1);
                  return [first.left + 0.5, first.top + first.height / 2, last.right - 0.5, last.top + last.height / 2];
                }
              }
              return null;
            }
            """,
            words);
        Assert.NotNull(box);
        await page.Mouse.MoveAsync((float)box[0], (float)box[1]);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)box[2], (float)box[3], new MouseMoveOptions { Steps = 4 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator("#selection")).ToBeVisibleAsync();
    }
}
