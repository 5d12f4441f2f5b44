using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.Playwright;

namespace ExtractionPipeline.Web.Tests.Browser;

public sealed class SignInTests(BrowserFixture browser)
{
    [Fact]
    public async Task Sign_in_asks_for_the_right_password_and_leads_back_and_out_again()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Eye]);
        await site.Users.SaveAsync("ann", UserRole.Reviewer, "correct horse", withKey: false, TestContext.Current.CancellationToken);
        var review = await ReviewPage.OpenAsync(context, site, "/review-status");
        Assert.Contains("/sign-in?to=", review.Page.Url, StringComparison.Ordinal);
        await review.Page.GetByLabel("Name").FillAsync("ann");
        await review.Page.GetByLabel("Password").FillAsync("wrong horse!");
        await review.PressAsync("Enter");
        await Assertions.Expect(review.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The name or the password is not right.");
        await review.Page.GetByLabel("Password").FillAsync("correct horse");
        await review.PressAsync("Enter");
        await Assertions.Expect(review.Page).ToHaveTitleAsync("Review status");

        await review.Page.GotoAsync(site.Address + "/");
        await review.ExpectCurrentAsync("Retinote");
        await review.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(review.Page).ToHaveTitleAsync("Sign in · Review");
        await review.Page.GotoAsync(site.Address + "/");
        Assert.Contains("/sign-in", review.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Sign_in_never_leads_to_another_site(string target)
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Eye]);
        await site.Users.SaveAsync("ann", UserRole.Reviewer, "correct horse", withKey: false, TestContext.Current.CancellationToken);
        var review = await ReviewPage.OpenAsync(context, site, "/sign-in?to=" + Uri.EscapeDataString(target));
        await review.Page.GetByLabel("Name").FillAsync("ann");
        await review.Page.GetByLabel("Password").FillAsync("correct horse");
        await review.PressAsync("Enter");
        await review.ExpectCurrentAsync("Retinote");
        Assert.StartsWith(site.Address + "/", review.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_looks_and_does_not_decide()
    {
        await using var context = await browser.OpenAsync();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Eye]);
        var review = await CollisionTests.SignedInAsync(context, site, "rita", UserRole.Reader);
        await review.Page.Locator(".queue button", new PageLocatorOptions { HasText = "Retinote" }).ClickAsync();
        await review.ExpectCurrentAsync("Retinote");
        await Assertions.Expect(review.Page.Locator("#do-approve")).ToBeDisabledAsync();
        await review.PressAsync("a");
        await review.PressAsync("x");
        Assert.Empty(await site.DecisionsAsync());
    }
}
