using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ExtractionPipeline.Ingestion.Robots;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>
/// Asks for pages: politely (robots.txt, one request at a time to a domain, pauses), conditionally, and within all limits.
/// Follows redirects itself, since each hop is judged like a first request. Safe to use from any number of threads; never
/// throws for what is wrong with the address or the server.
/// </summary>
public sealed class PageFetcher
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly HttpClient client;
    private readonly FetchingOptions options;
    private readonly AddressPolicy policy;
    private readonly RobotsCache robots;
    private readonly TimeProvider time;

    /// <summary>A fetcher that sends through a client; see <see cref="FetchingClient"/> for one with all guards.</summary>
    public PageFetcher(HttpClient client, FetchingOptions options, AddressPolicy policy, Politeness politeness, TimeProvider time)
    {
        (this.client, this.options, this.policy, Politeness, this.time) = (client, options, policy, politeness, time);
        robots = new RobotsCache(this, options, time);
    }

    /// <summary>Whose turn it is at which domain.</summary>
    public Politeness Politeness { get; }

    /// <summary>The rules of the host's robots.txt, asked for where they are not known.</summary>
    public Task<RobotsRules> RobotsOfAsync(Uri address, CancellationToken cancellationToken) => robots.GetAsync(address, cancellationToken);

    /// <summary>Asks for an address, waiting for the domain's turn.</summary>
    public async Task<PageResponse> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = request.Address;
        var isPermanent = true;
        Uri? permanent = null;
        var elapsed = TimeSpan.Zero;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var hop = 0; ; hop++)
        {
            if (policy.Refusal(address) is { } refusal)
            {
                return Failed(address, FetchOutcome.Refused, refusal, hop > 0);
            }

            if (request.AskRobots && options.ObeyRobots && await DisallowedAsync(address, cancellationToken) is { } disallowed)
            {
                return disallowed;
            }

            var (response, next, permanence) = await SendAsync(request with { Address = address, Validators = hop == 0 || permanent is not null ? request.Validators : Validators.None }, cancellationToken);
            elapsed += response.Elapsed;
            if (next is null)
            {
                return response with { PermanentAddress = permanent, Elapsed = elapsed };
            }

            if (hop >= options.MaximumRedirects || !seen.Add(address.AbsoluteUri) || seen.Contains(next.AbsoluteUri))
            {
                return Failed(address, FetchOutcome.Refused, seen.Contains(next.AbsoluteUri) ? "redirects lead in a circle" : $"more than {options.MaximumRedirects} redirects", false);
            }

            isPermanent &= permanence;
            permanent = isPermanent ? next : null;
            address = next;
        }
    }

    private async Task<PageResponse?> DisallowedAsync(Uri address, CancellationToken cancellationToken)
    {
        var rules = await robots.GetAsync(address, cancellationToken);
        if (rules.CrawlDelay is { } delay)
        {
            Politeness.Slow(Politeness.DomainOf(address.IdnHost), delay);
        }

        return rules.Allows(address.PathAndQuery) ? null : new PageResponse
        {
            Outcome = FetchOutcome.Disallowed,
            Address = address,
            IsNetworkFault = rules.NetworkFault,
            Failure = rules.IsReachable ? "robots.txt asks to stay away" : "robots.txt cannot be had, so nothing is asked for now",
        };
    }

    /// <summary>One request with its repetitions; a redirect is given back as the next address.</summary>
    private async Task<(PageResponse Response, Uri? Next, bool IsPermanent)> SendAsync(PageRequest request, CancellationToken cancellationToken)
    {
        using var turn = await Politeness.EnterAsync(Politeness.DomainOf(request.Address.IdnHost), cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.PageSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = Message(request);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (Redirect(request.Address, response) is { } next)
            {
                var isPermanent = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
                return (new PageResponse { Outcome = FetchOutcome.Fetched, Address = request.Address, Elapsed = Stopwatch.GetElapsedTime(started) }, next, isPermanent);
            }

            return ((await ReadAsync(request, response, either.Token)) with { Elapsed = Stopwatch.GetElapsedTime(started) }, null, false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && Failure(request.Address, error) is { } failure)
        {
            return (failure with { Elapsed = Stopwatch.GetElapsedTime(started) }, null, false);
        }
    }

    private static HttpRequestMessage Message(PageRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(request.Address) { Fragment = "" }.Uri) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (request.Validators.ETag is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (request.Validators.LastModified is { } modified)
        {
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        return message;
    }

    private async Task<PageResponse> ReadAsync(PageRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = new PageResponse
        {
            Outcome = FetchOutcome.Fetched,
            Address = request.Address,
            Status = (int)response.StatusCode,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            Charset = response.Content.Headers.ContentType?.CharSet?.Trim('"', '\''),
            Validators = ValidatorsOf(response),
            RetryAt = RetryAt(response.Headers.RetryAfter),
            FreshFor = ResponseFreshness.Of(response, time.GetUtcNow()),
        };
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return answer with { Outcome = FetchOutcome.NotModified, Validators = Merged(request.Validators, answer.Validators) };
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return answer with { Outcome = OutcomeOf(answer), Failure = string.Create(CultureInfo.InvariantCulture, $"the server answered {answer.Status} {response.ReasonPhrase}").TrimEnd() };
        }

        if (!request.AnyType && answer.MediaType is { } type && !options.ContentTypes.Any(t => t == "*" || t.Equals(type, StringComparison.OrdinalIgnoreCase)))
        {
            return answer with { Outcome = FetchOutcome.Refused, Failure = $"not a page but {type}" };
        }

        var (content, failure) = await BoundedBody.ReadAsync(response.Content, options, cancellationToken);
        return content is null ? answer with { Outcome = FetchOutcome.Refused, Failure = failure } : answer with { Content = content };
    }

    private static FetchOutcome OutcomeOf(PageResponse answer) => answer.Status switch
    {
        410 => FetchOutcome.Gone,
        404 or 400 or 405 or 406 => FetchOutcome.NotFound,
        401 or 402 or 403 or 407 or 451 => FetchOutcome.Forbidden,
        429 => FetchOutcome.Later,
        503 when answer.RetryAt is not null => FetchOutcome.Later,
        _ => FetchOutcome.ServerError,
    };

    private static Uri? Redirect(Uri address, HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
            ? new Uri(address, location)
            : null;

    private static Validators ValidatorsOf(HttpResponseMessage response) => new(
        First(response.Headers, "ETag"),
        First(response.Content.Headers, "Last-Modified"));

    private static Validators Merged(Validators old, Validators fresh) => new(fresh.ETag ?? old.ETag, fresh.LastModified ?? old.LastModified);

    private static string? First(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= 512 } value ? value : null;

    private DateTimeOffset? RetryAt(RetryConditionHeaderValue? header)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? at = header switch
        {
            { Delta: { } delta } => now + (delta < LongestWait ? delta : LongestWait),
            { Date: { } date } => date,
            _ => null,
        };
        return at is { } stated ? stated < now ? now : stated > now + LongestWait ? now + LongestWait : stated : null;
    }

    private PageResponse? Failure(Uri address, Exception error) => error switch
    {
        OperationCanceledException or TimeoutRejectedException or TimeoutException => Failed(address, FetchOutcome.TimedOut, $"no answer in time ({options.RequestSeconds} s to begin, {options.PageSeconds} s in all)", false),
        BrokenCircuitException => Failed(address, FetchOutcome.Unreachable, "left alone for a while after repeated faults", false),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Failed(address, FetchOutcome.Certificate, $"no safe connection: {FirstLine(error.InnerException ?? error)}", false),
        HttpRequestException or IOException when Cause<RefusedConnectionException>(error) is { } refused => Failed(address, FetchOutcome.Refused, refused.Message, false),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } => Failed(address, FetchOutcome.Unreachable, FirstLine(error), false) with { IsNetworkFault = IsNetwork(error) },
        InvalidDataException => Failed(address, FetchOutcome.ServerError, "the body cannot be unpacked", false),
        HttpRequestException or IOException or SocketException or UriFormatException or InvalidOperationException => Failed(address, FetchOutcome.Unreachable, FirstLine(error), false),
        _ => null,
    };

    /// <summary>A refused connection comes from a machine that answers; a name that cannot be found or a network without a way may be our own fault.</summary>
    private static bool IsNetwork(Exception error) => Cause<SocketException>(error)?.SocketErrorCode is not SocketError.ConnectionRefused and not SocketError.ConnectionReset;

    private static T? Cause<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static PageResponse Failed(Uri address, FetchOutcome outcome, string reason, bool isRedirect) =>
        new() { Outcome = outcome, Address = address, Failure = isRedirect ? $"redirected to where it may not go: {reason}" : reason };

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim();
}
