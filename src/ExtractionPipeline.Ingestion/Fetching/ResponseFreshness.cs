namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>For how long a response need not be asked for again (RFC 9111, section 4.2).</summary>
internal static class ResponseFreshness
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(7);

    /// <summary>The time from now; null when the server does not say, zero when it forbids to wait.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var cache = response.Headers.CacheControl;
        if (cache is { NoStore: true } or { NoCache: true })
        {
            return TimeSpan.Zero;
        }

        var lifetime = cache?.MaxAge ?? (response.Content.Headers.Expires is { } expires ? expires - (response.Headers.Date ?? now) : null);
        if (lifetime is not { } stated)
        {
            return null;
        }

        var left = stated - (response.Headers.Age ?? TimeSpan.Zero);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > Most ? Most : left;
    }
}
