using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>Makes the HTTP client behind <see cref="PageFetcher"/>, with its guards and the standard resilience handler.</summary>
public static class FetchingClient
{
    /// <summary>The client's name at <see cref="IHttpClientFactory"/>.</summary>
    public const string Name = "fetching";

    /// <summary>
    /// Adds the client. Repetitions go to faults that pass (408, 500, 502, 504, 503 without a time, broken connections, time-outs)
    /// and to nothing else; a host that keeps failing is left alone by a circuit breaker of its own.
    /// </summary>
    public static IServiceCollection AddFetchingClient(this IServiceCollection services, FetchingOptions options, IHostResolver resolver)
    {
        var connection = new GuardedConnection(new AddressPolicy(options), resolver);
        services.AddHttpClient(Name, client => Prepare(client, options))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => Handler(connection, options))
            .AddStandardResilienceHandler(resilience => Configure(resilience, options))
            .SelectPipelineByAuthority();

        // The factory logs every request at two levels; the worker's own logs and metrics tell what matters.
        services.ConfigureHttpClientDefaults(defaults => defaults.RemoveAllLoggers());
        return services;
    }

    /// <summary>A client outside of any host, for commands that make a few requests.</summary>
    public static ServiceProvider Provider(FetchingOptions options, IHostResolver resolver) =>
        new ServiceCollection().AddFetchingClient(options, resolver).BuildServiceProvider();

    private static void Prepare(HttpClient client, FetchingOptions options)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
    }

    private static SocketsHttpHandler Handler(GuardedConnection connection, FetchingOptions options) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = 1,
        MaxResponseHeadersLength = 64,
        ConnectTimeout = TimeSpan.FromSeconds(options.RequestSeconds),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ResponseDrainTimeout = TimeSpan.Zero,
        ActivityHeadersPropagator = null,
        ConnectCallback = connection.ConnectAsync,
    };

    private static void Configure(HttpStandardResilienceOptions resilience, FetchingOptions options)
    {
        var attempt = TimeSpan.FromSeconds(options.RequestSeconds);
        var least = TimeSpan.FromMilliseconds(options.DelayMilliseconds + 2);
        resilience.AttemptTimeout.Timeout = attempt;
        resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(Math.Max(options.PageSeconds, options.RequestSeconds + 1));
        resilience.CircuitBreaker.SamplingDuration = attempt * 2 < TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(30) : attempt * 2;
        resilience.CircuitBreaker.MinimumThroughput = 10;
        resilience.CircuitBreaker.FailureRatio = 0.9;
        resilience.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(30);
        resilience.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome));
        resilience.Retry.MaxRetryAttempts = Math.Max(1, options.Retries);
        resilience.Retry.UseJitter = true;
        resilience.Retry.BackoffType = DelayBackoffType.Exponential;
        resilience.Retry.Delay = TimeSpan.FromMilliseconds(Math.Max(options.RetryMilliseconds, options.DelayMilliseconds * 2));
        resilience.Retry.ShouldRetryAfterHeader = false;
        resilience.Retry.ShouldHandle = arguments => ValueTask.FromResult(options.Retries > 0 && IsPassing(arguments.Outcome));

        // Jitter may shorten a pause, but never below the host's.
        resilience.Retry.DelayGenerator = arguments =>
        {
            var backoff = Math.Pow(2, arguments.AttemptNumber) * Math.Max(options.RetryMilliseconds, 1) * (0.75 + (Random.Shared.NextDouble() / 2));
            var pause = TimeSpan.FromMilliseconds(Math.Min(backoff, 60_000));
            return ValueTask.FromResult<TimeSpan?>(pause > least ? pause : least);
        };
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: TimeoutRejectedException } => true,
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ConfigurationLimitExceeded } } => false,
        { Exception: HttpRequestException { InnerException: RefusedConnectionException } } => false,
        { Exception: HttpRequestException or IOException } => true,
        { Result.StatusCode: HttpStatusCode.ServiceUnavailable } => outcome.Result.Headers.RetryAfter is null,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } => true,
        _ => false,
    };
}
