using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Web.Tests.Api;

public sealed class ApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.168.1.5:5180")]
    [InlineData("https://reviews.example")]
    public void Another_address_than_this_machine_is_refused_without_sign_in(string address)
    {
        var error = Assert.Throws<SettingsException>(() => ReviewHost.CreateBuilder(new ReviewOptions { Address = address }));
        Assert.Contains("Review:SignIn", error.Message, StringComparison.Ordinal);
        ReviewHost.CreateBuilder(new ReviewOptions { Address = address, SignIn = true });
    }

    [Fact]
    public async Task Requests_that_change_something_need_the_pages_token_or_an_api_key()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        using var browserLike = new HttpClient { BaseAddress = new Uri(site.Address) };
        var request = await ConfirmAsync(site, "d1");

        // Forged: from another site there is no token. The form type that needs no preflight is refused too.
        Assert.Equal(HttpStatusCode.BadRequest, (await browserLike.PostAsJsonAsync("/api/review/decisions", request, ApiClient.Json, Token)).StatusCode);
        using var plain = new StringContent(JsonSerializer.Serialize(request, ApiClient.Json), Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.BadRequest, (await browserLike.PostAsync("/api/review/decisions", plain, Token)).StatusCode);
        Assert.Empty(await site.DecisionsAsync());

        var session = await browserLike.GetFromJsonAsync<SessionInfo>("/api/session", ApiClient.Json, Token);
        browserLike.DefaultRequestHeaders.Add("X-CSRF-Token", session!.Token);
        Assert.Equal(HttpStatusCode.OK, (await browserLike.PostAsJsonAsync("/api/review/decisions", request, ApiClient.Json, Token)).StatusCode);
        Assert.Single(await site.DecisionsAsync());
    }

    [Fact]
    public async Task A_replayed_request_is_stored_once_and_another_with_its_id_is_refused()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        using var client = site.Client();
        var request = await ConfirmAsync(site, "d1");
        for (var i = 0; i < 3; i++)
        {
            var receipt = await (await client.PostAsJsonAsync("/api/review/decisions", request, ApiClient.Json, Token)).Content.ReadFromJsonAsync<DecisionReceipt>(ApiClient.Json, Token);
            Assert.Equal((1, i > 0), (receipt!.Sequence, receipt.IsReplay));
        }

        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsJsonAsync("/api/review/decisions", request with { Kind = DecisionKind.Reject }, ApiClient.Json, Token)).StatusCode);
        Assert.Single(await site.DecisionsAsync());
    }

    [Theory]
    [InlineData("/api/review/decisions", "{", HttpStatusCode.BadRequest)]
    [InlineData("/api/review/decisions", "{}", HttpStatusCode.BadRequest)]
    [InlineData("/api/review/decisions", """{"id":"x","articleId":"nowhere","kind":"confirm","subjects":[{"subject":"s","revision":0}]}""", HttpStatusCode.NotFound)]
    [InlineData("/api/review/decisions", """{"id":"x","articleId":"nowhere","kind":"explode"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/review/decisions", """{"id":"x","articleId":null,"kind":"confirm"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/review/next", """{"tab":""}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/review/next", """{"tab":"t","filter":{"order":"sideways"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/review/bulk", """{"id":"b","kind":"edit","records":[]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/review/names", """{"id":"b","field":"partners","name":"x","knownId":"y"}""", HttpStatusCode.NotFound)]
    public async Task Unusable_requests_are_answered_in_one_line_and_store_nothing(string path, string body, HttpStatusCode status)
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        using var client = site.Client();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await client.PostAsync(path, content, Token);
        Assert.Equal(status, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.DoesNotContain('\n', problem.GetProperty("detail").GetString()!);
        Assert.Empty(await site.DecisionsAsync());
    }

    [Fact]
    public async Task Roles_and_api_keys_decide_what_a_program_may_do()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Eye]);
        using var administrator = site.Client();
        var reader = await KeyAsync(administrator, "rita", UserRole.Reader);
        var reviewer = await KeyAsync(administrator, "ann", UserRole.Reviewer);
        using var nobody = new HttpClient { BaseAddress = new Uri(site.Address) };
        var request = await ConfirmAsync(site, "d1");

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/review/queue", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/openapi/v1.json", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await As(reader).GetAsync("/api/review/queue", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await As(reader).PostAsJsonAsync("/api/review/decisions", request, ApiClient.Json, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await As(reviewer).GetAsync("/api/users", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await As(reviewer).PostAsJsonAsync("/api/review/decisions", request, ApiClient.Json, Token)).StatusCode);
        Assert.Equal("ann", (await site.DecisionsAsync()).Single().Reviewer);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.DeleteAsync("/api/users/ann", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await As(reviewer).GetAsync("/api/review/queue", Token)).StatusCode);

        HttpClient As(string key)
        {
            var client = new HttpClient { BaseAddress = new Uri(site.Address) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return client;
        }
    }

    [Fact]
    public async Task Signing_in_is_limited_and_tells_nothing_about_names()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true, SignInsPerMinute = 3 }, [SampleArticles.Eye]);
        await site.Users.SaveAsync("ann", UserRole.Reviewer, "correct horse", withKey: false, Token);
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };
        var session = await client.GetFromJsonAsync<SessionInfo>("/api/session", ApiClient.Json, Token);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", session!.Token);
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var name in new[] { "ann", "nobody", "ann", "ann" })
        {
            var response = await client.PostAsJsonAsync("/api/session", new SignInRequest(name, "wrong"), Token);
            answers.Add((response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString()!));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(HttpStatusCode.Unauthorized, answers[2].Item1);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[3].Item1);
    }

    [Fact]
    public async Task Answers_carry_the_headers_that_keep_other_sites_out()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SignIn = true }, [SampleArticles.Eye]);
        await site.Users.SaveAsync("ann", UserRole.Reviewer, "correct horse", withKey: false, Token);
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };
        var page = await client.GetAsync("/sign-in", Token);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        var session = await client.GetFromJsonAsync<SessionInfo>("/api/session", ApiClient.Json, Token);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", session!.Token);
        var signedIn = await client.PostAsJsonAsync("/api/session", new SignInRequest("ann", "correct horse"), Token);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("review-session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/session") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(rebound, Token)).StatusCode);
    }

    [Fact]
    public async Task The_open_api_document_names_every_operation()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        using var client = site.Client();
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Where(o => o.Name is "get" or "post" or "delete").Select(o => (p.Name, o.Value))).ToList();
        Assert.True(operations.Count >= 18, $"{operations.Count} operations");
        Assert.All(operations.Where(o => o.Name.StartsWith("/api/", StringComparison.Ordinal)), o => Assert.True(o.Value.TryGetProperty("summary", out _), o.Name));
    }

    [Fact]
    public async Task A_proxys_header_names_the_user_and_unknown_ones_only_look()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { UserHeader = "X-Remote-User" }, [SampleArticles.Eye]);
        await site.Users.SaveAsync("ann", UserRole.Reviewer, null, withKey: false, Token);
        foreach (var (name, mayReview) in new[] { ("ann", true), ("stranger", false) })
        {
            using var client = new HttpClient { BaseAddress = new Uri(site.Address) };
            client.DefaultRequestHeaders.Add("X-Remote-User", name);
            var session = await client.GetFromJsonAsync<SessionInfo>("/api/session", ApiClient.Json, Token);
            Assert.Equal((name, mayReview), (session!.User, session.MayReview));
        }
    }

    private static async Task<string> KeyAsync(HttpClient administrator, string name, UserRole role)
    {
        var response = await administrator.PostAsJsonAsync("/api/users", new UserRequest(name, role, null, true), ApiClient.Json, Token);
        return (await response.Content.ReadFromJsonAsync<UserReceipt>(ApiClient.Json, Token))!.Key!;
    }

    private static async Task<DecisionRequest> ConfirmAsync(ReviewSite site, string id)
    {
        var record = await site.RecordAsync("Retinote");
        return new DecisionRequest { Id = id, ArticleId = record.Proposal!.ArticleId, Kind = DecisionKind.Confirm, Subjects = [new SubjectRevision(record.Subject, record.Revision)] };
    }
}
