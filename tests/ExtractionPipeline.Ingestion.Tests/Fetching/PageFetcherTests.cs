using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ExtractionPipeline.Ingestion.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace ExtractionPipeline.Ingestion.Tests.Fetching;

public sealed class PageFetcherTests
{
    [Fact]
    public async Task A_page_comes_with_its_type_charset_and_validators_and_is_asked_for_honestly()
    {
        await using var server = new LoopbackServer(_ => new LoopbackReply(200, "hello"u8.ToArray())
        {
            Headers = [("Content-Type", "text/html; charset=\"utf-8\""), ("ETag", "W/\"1\""), ("Last-Modified", "Tue, 03 Jun 2025 09:39:21 GMT"), ("Cache-Control", "max-age=600"), ("Age", "100")],
        });
        using var test = new TestFetcher();
        var response = await test.FetchAsync(new Uri(server.Address, "/a?b=c#part"));
        Assert.Equal((FetchOutcome.Fetched, "hello", "text/html", "utf-8"), (response.Outcome, Encoding.UTF8.GetString(response.Content.Span), response.MediaType, response.Charset));
        Assert.Equal(new Validators("W/\"1\"", "Tue, 03 Jun 2025 09:39:21 GMT"), response.Validators);
        Assert.Equal(TimeSpan.FromSeconds(500), response.FreshFor);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/a?b=c", "extraction-pipeline/0.1"), (request.Path, request.Header("User-Agent")));
        Assert.Contains("gzip", request.Header("Accept-Encoding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_asked_for_with_its_validators_and_not_sent_again()
    {
        await using var server = new LoopbackServer(r => r.Header("If-None-Match") == "\"x\"" && r.Header("If-Modified-Since") == "yesterday" ? LoopbackReply.Empty(304) : LoopbackReply.Empty(500));
        using var test = new TestFetcher();
        var response = await test.Fetcher.FetchAsync(new PageRequest(server.Address) { Validators = new Validators("\"x\"", "yesterday") }, CancellationToken.None);
        Assert.Equal((FetchOutcome.NotModified, new Validators("\"x\"", "yesterday")), (response.Outcome, response.Validators));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_packed_page_is_unpacked(string encoding)
    {
        await using var server = new LoopbackServer(_ => Packed(encoding, new string('a', 1000)));
        using var test = new TestFetcher();
        Assert.Equal(1000, (await test.FetchAsync(server.Address)).Content.Length);
    }

    [Fact]
    public async Task A_page_that_unpacks_to_far_more_than_its_size_is_refused_before_it_fills_memory()
    {
        var bomb = Packed("gzip", new string('a', 100_000_000));
        await using var server = new LoopbackServer(_ => bomb);
        using var test = new TestFetcher();
        var response = await test.FetchAsync(server.Address);
        Assert.Equal(FetchOutcome.Refused, response.Outcome);
        Assert.Contains("unpacks to more than 100 times", response.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LoopbackFault.SlowHeader, FetchOutcome.TimedOut, "no answer in time")]
    [InlineData(LoopbackFault.SlowBody, FetchOutcome.TimedOut, "no answer in time")]
    [InlineData(LoopbackFault.Reset, FetchOutcome.Unreachable, "")]
    [InlineData(LoopbackFault.ShortBody, FetchOutcome.Unreachable, "")]
    [InlineData(LoopbackFault.EndlessBody, FetchOutcome.Refused, "too large: more than")]
    internal async Task A_faulty_body_is_a_failure_with_a_reason(LoopbackFault fault, FetchOutcome outcome, string reason)
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Html("<p>beginning</p>") with { Fault = fault });
        using var test = new TestFetcher(outcome == FetchOutcome.TimedOut ? TestFetcher.Quick with { RequestSeconds = 1, PageSeconds = 1 } : TestFetcher.Quick);
        var response = await test.FetchAsync(server.Address);
        Assert.Equal(outcome, response.Outcome);
        Assert.Contains(reason, response.Failure, StringComparison.Ordinal);
        Assert.Equal(0, response.Content.Length);
    }

    [Fact]
    public async Task An_announced_length_beyond_the_limit_is_refused_unread()
    {
        await using var server = new LoopbackServer(_ => new LoopbackReply(200, new byte[2 << 20]));
        using var test = new TestFetcher();
        Assert.StartsWith("too large: 2,097,152 bytes", (await test.FetchAsync(server.Address)).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, FetchOutcome.Forbidden)]
    [InlineData(404, FetchOutcome.NotFound)]
    [InlineData(410, FetchOutcome.Gone)]
    [InlineData(429, FetchOutcome.Later)]
    [InlineData(500, FetchOutcome.ServerError)]
    [InlineData(503, FetchOutcome.ServerError)]
    public async Task A_status_is_told_apart(int status, FetchOutcome outcome)
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Empty(status));
        using var test = new TestFetcher();
        var response = await test.FetchAsync(server.Address);
        Assert.Equal((outcome, status), (response.Outcome, response.Status));
        Assert.StartsWith($"the server answered {status}", response.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Tue, 24 Nov 2026 20:10:00 GMT", 600)]
    [InlineData("Tue, 24 Nov 2020 20:10:00 GMT", 0)]
    [InlineData("99999999999", null)]
    [InlineData("86400000", 30 * 86400)]
    public async Task Retry_after_is_read_as_seconds_and_as_a_date_and_kept_within_bounds(string header, int? seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 20, 0, 0, default));
        await using var server = new LoopbackServer(_ => LoopbackReply.Empty(429, ("Retry-After", header)));
        using var test = new TestFetcher(time: time);
        var response = await test.FetchAsync(server.Address);
        Assert.Equal(seconds is { } s ? time.GetUtcNow().AddSeconds(s) : null, response.RetryAt);
    }

    [Theory]
    [InlineData(500, null, 3)]
    [InlineData(502, null, 3)]
    [InlineData(503, null, 3)]
    [InlineData(503, "30", 1)]
    [InlineData(404, null, 1)]
    [InlineData(403, null, 1)]
    [InlineData(429, null, 1)]
    public async Task Only_faults_that_pass_are_tried_again_at_once(int status, string? retryAfter, int requests)
    {
        await using var server = new LoopbackServer(_ => retryAfter is null ? LoopbackReply.Empty(status) : LoopbackReply.Empty(status, ("Retry-After", retryAfter)));
        using var test = new TestFetcher(TestFetcher.Quick with { Retries = 2 });
        await test.FetchAsync(server.Address);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task A_fault_that_passes_is_overcome()
    {
        var count = 0;
        await using var server = new LoopbackServer(_ => Interlocked.Increment(ref count) < 3 ? LoopbackReply.Empty(502) : LoopbackReply.Html("x"));
        using var test = new TestFetcher(TestFetcher.Quick with { Retries = 2 });
        Assert.Equal(FetchOutcome.Fetched, (await test.FetchAsync(server.Address)).Outcome);
    }

    [Fact]
    public async Task Redirects_are_followed_and_permanent_ones_remembered_until_a_passing_one()
    {
        await using var server = new LoopbackServer(r => r.Path switch
        {
            "/a" => LoopbackReply.Redirect(301, "/b"),
            "/b" => LoopbackReply.Redirect(308, "c"),
            "/t" => LoopbackReply.Redirect(302, "/c"),
            "/m" => LoopbackReply.Redirect(301, "/t"),
            _ => LoopbackReply.Html("x"),
        });
        using var test = new TestFetcher();
        var permanent = await test.FetchAsync(new Uri(server.Address, "/a"));
        Assert.Equal(("/c", "/c"), (permanent.Address.AbsolutePath, permanent.PermanentAddress?.AbsolutePath));
        Assert.Null((await test.FetchAsync(new Uri(server.Address, "/t"))).PermanentAddress);
        Assert.Null((await test.FetchAsync(new Uri(server.Address, "/m"))).PermanentAddress);
    }

    [Theory]
    [InlineData("/circle", "in a circle")]
    [InlineData("/long/0", "more than 5 redirects")]
    [InlineData("/file", "not an http(s) address but file:")]
    [InlineData("/metadata", "169.254.169.254 is a private or reserved address")]
    [InlineData("/mapped", "is a private or reserved address")]
    [InlineData("/password", "holds a name or a password")]
    public async Task Redirects_are_judged_like_first_requests(string path, string reason)
    {
        await using var server = new LoopbackServer(r => LoopbackReply.Redirect(302, r.Path switch
        {
            "/circle" => "/circle2",
            "/circle2" => "/circle",
            "/file" => "file:///etc/passwd",
            "/metadata" => "http://169.254.169.254/latest/meta-data/",
            "/mapped" => "http://[::ffff:10.0.0.1]/",
            "/password" => "http://user:secret@127.0.0.1/",
            var other => $"{other}x",
        }));
        using var test = new TestFetcher();
        var response = await test.FetchAsync(new Uri(server.Address, path));
        Assert.Equal(FetchOutcome.Refused, response.Outcome);
        Assert.Contains(reason, response.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", response.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_not_connected_to()
    {
        using var test = new TestFetcher(resolver: new TableResolver { Answer = _ => [IPAddress.Parse("10.1.2.3")] });
        var response = await test.FetchAsync(new Uri("http://inside.example/"));
        Assert.Equal((FetchOutcome.Refused, "inside.example is at 10.1.2.3, a private or reserved address"), (response.Outcome, response.Failure));
    }

    [Fact]
    public async Task A_name_whose_answer_changes_after_the_first_request_is_judged_again_when_it_is_connected_to()
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Html("x") with { Headers = [("Connection", "close")] });
        var resolver = new TableResolver();
        using var test = new TestFetcher(resolver: resolver);
        var address = new Uri($"http://rebinding.example:{server.Address.Port}/");
        Assert.Equal(FetchOutcome.Fetched, (await test.FetchAsync(address)).Outcome);
        resolver.Answer = _ => [IPAddress.Parse("192.168.0.1")];
        Assert.Equal(FetchOutcome.Refused, (await test.FetchAsync(address)).Outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Without_leave_loopback_is_out_of_bounds()
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Html("x"));
        using var test = new TestFetcher(TestFetcher.Quick with { AllowedNetworks = [] });
        Assert.Equal(FetchOutcome.Refused, (await test.FetchAsync(server.Address)).Outcome);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_failure_of_its_own_and_not_tried_again()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = new LoopbackServer(_ => LoopbackReply.Html("x"), certificate: certificate);
        using var test = new TestFetcher(TestFetcher.Quick with { Retries = 2 });
        Assert.Equal(FetchOutcome.Certificate, (await test.FetchAsync(server.Address)).Outcome);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused_unless_any_is_taken()
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Text("%PDF", "application/pdf"));
        using var test = new TestFetcher();
        Assert.Equal("not a page but application/pdf", (await test.FetchAsync(server.Address)).Failure);
        Assert.Equal(FetchOutcome.Fetched, (await test.Fetcher.FetchAsync(new PageRequest(server.Address) { AnyType = true }, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_machine_that_refuses_connections_is_not_our_networks_fault_and_an_unknown_name_may_be()
    {
        Uri closed;
        await using (var server = new LoopbackServer(_ => LoopbackReply.Html("x")))
        {
            closed = server.Address;
        }

        using var test = new TestFetcher(resolver: new TableResolver { Answer = _ => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound) });
        var refused = await test.FetchAsync(closed);
        Assert.Equal((FetchOutcome.Unreachable, false), (refused.Outcome, refused.IsNetworkFault));
        var unknown = await test.FetchAsync(new Uri("http://nobody.example/"));
        Assert.Equal((FetchOutcome.Unreachable, true), (unknown.Outcome, unknown.IsNetworkFault));
    }

    [Fact]
    public async Task Robots_are_asked_once_obeyed_and_kept_for_a_day()
    {
        var time = new FakeTimeProvider();
        await using var server = new LoopbackServer(r => r.Path == "/robots.txt" ? LoopbackReply.Text("User-agent: *\nDisallow: /private\nCrawl-delay: 7", "text/plain") : LoopbackReply.Html("x"));
        using var test = new TestFetcher(TestFetcher.Quick with { ObeyRobots = true, MaximumCrawlDelaySeconds = 0 }, time: time);
        Assert.Equal(FetchOutcome.Disallowed, (await test.FetchAsync(new Uri(server.Address, "/private/x"))).Outcome);
        Assert.Equal(FetchOutcome.Fetched, (await test.FetchAsync(new Uri(server.Address, "/open"))).Outcome);
        Assert.Equal(["/robots.txt", "/open"], server.Paths);
        time.Advance(TimeSpan.FromHours(25));
        await test.FetchAsync(new Uri(server.Address, "/open"));
        Assert.Equal(2, server.Paths.Count(p => p == "/robots.txt"));
    }

    [Theory]
    [InlineData(404, FetchOutcome.Fetched)]
    [InlineData(403, FetchOutcome.Fetched)]
    [InlineData(500, FetchOutcome.Disallowed)]
    [InlineData(503, FetchOutcome.Disallowed)]
    public async Task A_missing_robots_file_allows_all_and_an_unreachable_one_nothing(int status, FetchOutcome outcome)
    {
        await using var server = new LoopbackServer(r => r.Path == "/robots.txt" ? LoopbackReply.Empty(status) : LoopbackReply.Html("x"));
        using var test = new TestFetcher(TestFetcher.Quick with { ObeyRobots = true });
        Assert.Equal(outcome, (await test.FetchAsync(server.Address)).Outcome);
    }

    [Fact]
    public async Task Known_rules_hold_while_the_file_cannot_be_had()
    {
        var time = new FakeTimeProvider();
        var fails = false;
        await using var server = new LoopbackServer(r => r.Path != "/robots.txt" ? LoopbackReply.Html("x") : fails ? LoopbackReply.Empty(500) : LoopbackReply.Text("User-agent: *\nDisallow: /private", "text/plain"));
        using var test = new TestFetcher(TestFetcher.Quick with { ObeyRobots = true }, time: time);
        await test.FetchAsync(server.Address);
        fails = true;
        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(FetchOutcome.Fetched, (await test.FetchAsync(server.Address)).Outcome);
        Assert.Equal(FetchOutcome.Disallowed, (await test.FetchAsync(new Uri(server.Address, "/private"))).Outcome);
    }

    [Fact]
    public async Task Requests_to_one_domain_come_one_at_a_time()
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Html("x"));
        using var test = new TestFetcher();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => test.FetchAsync(new Uri(server.Address, $"/{i}"))));
        Assert.Equal((40, 1), (server.Requests.Count, server.MostAtOnce));
    }

    private static LoopbackReply Packed(string encoding, string text)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch { "gzip" => new GZipStream(packed, CompressionLevel.Optimal, true), "br" => new BrotliStream(packed, CompressionLevel.Fastest, true), _ => new ZLibStream(packed, CompressionLevel.Optimal, true) })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return new LoopbackReply(200, packed.ToArray()) { Headers = [("Content-Encoding", encoding), ("Content-Type", "text/html")] };
    }
}
