using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.App.Review;

/// <summary>Where the review page is served, who may use it and how much is looked at. The defaults suit one person on one machine.</summary>
internal sealed record ReviewOptions
{
    /// <summary>Address to listen on; another than the machine itself needs <see cref="SignIn"/> or <see cref="UserHeader"/>.</summary>
    [Required]
    public string Address { get; init; } = "http://127.0.0.1:5180";

    /// <summary>Whether <c>run</c> serves the page.</summary>
    public bool Serve { get; init; } = true;

    /// <summary>Whether users sign in; they are kept with the command <c>users</c>.</summary>
    public bool SignIn { get; init; }

    /// <summary>Name of the header in which a proxy in front hands over the signed-in user's name; empty for none. Whoever reaches the address without the proxy can be anyone.</summary>
    public string UserHeader { get; init; } = "";

    /// <summary>Whether a proxy in front ends TLS and says so in X-Forwarded-Proto.</summary>
    public bool BehindProxy { get; init; }

    /// <summary>Share of automatically accepted records that is drawn for a spot check.</summary>
    [Range(0.0, 1.0)]
    public double SpotCheckShare { get; init; } = 0.05;

    /// <summary>Share of articles without any record that is drawn for a look.</summary>
    [Range(0.0, 1.0)]
    public double EmptyArticleShare { get; init; } = 0.05;

    /// <summary>Share of articles that a second reviewer sees without the first one's decisions.</summary>
    [Range(0.0, 1.0)]
    public double BlindShare { get; init; }

    /// <summary>Share of records that are shown with one value that is wrong on purpose.</summary>
    [Range(0.0, 0.2)]
    public double ProbeShare { get; init; }

    /// <summary>Seconds for which an opened item is kept from others; begins anew with each decision on it.</summary>
    [Range(10, 86_400)]
    public int LeaseSeconds { get; init; } = 300;

    /// <summary>Hours after which a session without use ends.</summary>
    [Range(0.001, 720.0)]
    public double SessionHours { get; init; } = 12;

    /// <summary>Tries to sign in that one address has in a minute.</summary>
    [Range(1, 1000)]
    public int SignInsPerMinute { get; init; } = 10;

    /// <summary>How much outlets are read, in any unit, by host name; for the order "most read source".</summary>
    public Dictionary<string, double> Readers { get; init; } = [];
}
