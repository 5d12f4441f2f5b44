namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>What a request came to.</summary>
public enum FetchOutcome
{
    /// <summary>A body came.</summary>
    Fetched,

    /// <summary>Nothing has changed since the validators were given.</summary>
    NotModified,

    /// <summary>410: it is gone for good.</summary>
    Gone,

    /// <summary>404 and its kind: it is not there.</summary>
    NotFound,

    /// <summary>robots.txt asks to stay away, or could not be had.</summary>
    Disallowed,

    /// <summary>401, 403, 451: the server will not give it.</summary>
    Forbidden,

    /// <summary>429 or 503 with a time: the server asks to come again later.</summary>
    Later,

    /// <summary>Another status, or a fault of the server.</summary>
    ServerError,

    /// <summary>A limit of the settings forbids it: size, ratio, kind, redirects, address.</summary>
    Refused,

    /// <summary>The certificate is not in order.</summary>
    Certificate,

    /// <summary>No connection, or it broke off.</summary>
    Unreachable,

    /// <summary>It took too long.</summary>
    TimedOut,
}

/// <summary>What is known of an earlier response, for a conditional request.</summary>
/// <param name="ETag">The entity tag as it was sent; null when there was none.</param>
/// <param name="LastModified">The time of the last change as it was sent, in the server's words; null when there was none.</param>
public sealed record Validators(string? ETag, string? LastModified)
{
    /// <summary>Nothing is known.</summary>
    public static Validators None { get; } = new(null, null);
}

/// <summary>A response, or in one line why there is none.</summary>
public sealed record PageResponse
{
    /// <summary>What the request came to.</summary>
    public required FetchOutcome Outcome { get; init; }

    /// <summary>The unpacked body; empty unless fetched.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The address behind all redirects.</summary>
    public required Uri Address { get; init; }

    /// <summary>The address to ask for from now on, when only permanent redirects led there; else null.</summary>
    public Uri? PermanentAddress { get; init; }

    /// <summary>The status; 0 when none came.</summary>
    public int Status { get; init; }

    /// <summary>Media type without parameters; null when the server named none.</summary>
    public string? MediaType { get; init; }

    /// <summary>Character set that the server declared; null when it declared none.</summary>
    public string? Charset { get; init; }

    /// <summary>Validators for the next request.</summary>
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>When the server asks to be asked again; null when it does not say. At most 30 days ahead.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>For how long the response is fresh by <c>Cache-Control</c> or <c>Expires</c>; null when the server does not say.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>The reason in one line, without the address; null when fetched or not modified.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether no machine answered at all, so that the fault may be our own network's.</summary>
    public bool IsNetworkFault { get; init; }

    /// <summary>How long it took, without waiting for the host's turn.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether trying again later may help; servers are mended, so only a page that is gone for good is beyond help.</summary>
    public bool IsTransient => Outcome is not FetchOutcome.Gone;
}

/// <summary>What is asked for.</summary>
/// <param name="Address">The address.</param>
public sealed record PageRequest(Uri Address)
{
    /// <summary>What is known of an earlier response.</summary>
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>Whether any media type is taken, as for feeds, which come under all sorts of names.</summary>
    public bool AnyType { get; init; }

    /// <summary>Whether robots.txt is asked first; false for robots.txt itself.</summary>
    public bool AskRobots { get; init; } = true;
}
