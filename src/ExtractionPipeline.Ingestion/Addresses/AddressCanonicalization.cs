using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ExtractionPipeline.Ingestion.Addresses;

/// <summary>
/// Gives the addresses of one page one form, by which an item is known: without fragment, tracking parameters, default port
/// and index file, host in lower case, query in order, and behind the front doors for phones (AMP, <c>m.</c>) the page itself.
/// The form names the page; requests go to the address as it was found. Pure and idempotent.
/// </summary>
public sealed partial class AddressCanonicalization
{
    private readonly FrozenSet<string> parameters;
    private readonly string[] prefixes;
    private readonly PublicSuffixes suffixes;

    /// <summary>Uses the list of tracking parameters that the program carries.</summary>
    /// <param name="suffixes">Tells whether two hosts have one owner.</param>
    public AddressCanonicalization(PublicSuffixes suffixes)
    {
        this.suffixes = suffixes;
        var entries = EmbeddedLists.Entries("tracking-parameters.txt").ToList();
        parameters = entries.Where(e => !e.EndsWith('*')).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        prefixes = [.. entries.Where(e => e.EndsWith('*')).Select(e => e[..^1])];
    }

    /// <summary>The form by which the page is known. http and https name the same page.</summary>
    /// <param name="address">An absolute http(s) address.</param>
    public string KeyOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = Unwrap(address);
        var host = Host(address.IdnHost.ToLowerInvariant().TrimEnd('.'));
        var port = address.IsDefaultPort ? "" : $":{address.Port}";
        var path = IndexFile().Replace(AmpPath().Replace(address.AbsolutePath, ""), "/");
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        return $"//{host}{port}{(path.Length == 0 ? "/" : path)}{Query(address.Query)}";
    }

    /// <summary>
    /// Whether a page's <c>rel=canonical</c> may be believed: same owner, and neither the site's front page nor a mere section
    /// when the page itself lies deeper.
    /// </summary>
    public bool IsPlausible(Uri canonical, Uri page)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        ArgumentNullException.ThrowIfNull(page);
        if (canonical.Scheme is not ("http" or "https") || suffixes.RegistrableDomain(canonical.IdnHost) != suffixes.RegistrableDomain(page.IdnHost))
        {
            return false;
        }

        var (stated, own) = (Depth(canonical), Depth(page));
        return stated > 0 ? stated >= own - 1 || canonical.AbsolutePath.Contains('-', StringComparison.Ordinal) || LongNumber().IsMatch(canonical.AbsolutePath) : own == 0 && canonical.Query.Length >= page.Query.Length;
    }

    private static int Depth(Uri address) => address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>What a cache of AMP pages shows under its own name.</summary>
    private static Uri Unwrap(Uri address)
    {
        if (address.Host.EndsWith(".cdn.ampproject.org", StringComparison.OrdinalIgnoreCase) || (address.Host is "www.google.com" && address.AbsolutePath.StartsWith("/amp/", StringComparison.Ordinal)))
        {
            var match = AmpCache().Match(address.PathAndQuery);
            if (match.Success && Uri.TryCreate($"https://{match.Groups[1].Value}", UriKind.Absolute, out var inner))
            {
                return inner;
            }
        }

        return address;
    }

    private static string Host(string host)
    {
        foreach (var door in new[] { "www.", "m.", "mobile.", "amp.", "wap." })
        {
            // "m.com" is a name of its own.
            if (host.StartsWith(door, StringComparison.Ordinal) && host.IndexOf('.', door.Length) > 0)
            {
                return host[door.Length..];
            }
        }

        return host;
    }

    private string Query(string query)
    {
        if (query.Length < 2)
        {
            return "";
        }

        var kept = query[1..].Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !IsTracking(p.Split('=', 2)[0], p)).Order(StringComparer.Ordinal);
        var joined = string.Join('&', kept);
        return joined.Length == 0 ? "" : $"?{joined}";
    }

    private bool IsTracking(string name, string whole) =>
        parameters.Contains(name) || prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) || whole is "amp" or "amp=1" or "amp=true" or "outputType=amp" or "m=1";

    [GeneratedRegex(@"^(?:/amp)?/(?:[cv]/)?(?:s/)?([^/?]+\.[^/?]+/?.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex AmpCache();

    [GeneratedRegex(@"(?<=/)amp/(?=.)|/amp/?$|(?<=\.)amp\.(?=html$)|\.amp$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AmpPath();

    [GeneratedRegex(@"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IndexFile();

    [GeneratedRegex(@"\d{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}
