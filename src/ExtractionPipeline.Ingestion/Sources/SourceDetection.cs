using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Parser;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Feeds;
using ExtractionPipeline.Ingestion.Fetching;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>What a location was found to be.</summary>
/// <param name="Definition">The source; null when it cannot be one.</param>
/// <param name="Look">What it would take in now.</param>
/// <param name="Failure">Why it cannot be a source, in one line; null when it can.</param>
public sealed record DetectedSource(SourceDefinition? Definition, SourceLook? Look, string? Failure);

/// <summary>Finds out what a location is: a feed, a sitemap, a page that names its feed, a list of links, a page, a folder, a list of addresses.</summary>
public sealed class SourceDetection(PageFetcher fetcher, AddressPolicy policy, SourceReader reader)
{
    private const int MostAlternates = 5;
    private const int FewestLinks = 5;

    /// <summary>Finds out what a location is, and looks at it once.</summary>
    /// <param name="location">A path or an address.</param>
    /// <param name="kind">What its owner says it is; null to find out.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<DetectedSource> DetectAsync(string location, SourceKind? kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (!location.Contains("://", StringComparison.Ordinal))
        {
            return await LookAsync(Define(Path.GetFullPath(location), kind ?? (IsAddressList(location) ? SourceKind.AddressList : SourceKind.Folder)), cancellationToken);
        }

        if (!Uri.TryCreate(location, UriKind.Absolute, out var address))
        {
            return new DetectedSource(null, null, "not an address");
        }

        if (policy.Refusal(address) is { } refusal)
        {
            return new DetectedSource(null, null, refusal);
        }

        return kind is { } stated ? await LookAsync(Define(address.AbsoluteUri, stated), cancellationToken) : await AskAsync(address, cancellationToken);
    }

    /// <summary>A definition with an id that its location gives.</summary>
    public static SourceDefinition Define(string location, SourceKind kind) => new() { Id = IdOf(location), Kind = kind, Location = location };

    /// <summary>An id for a location: readable, and the same each time.</summary>
    public static string IdOf(string location)
    {
        var name = Uri.TryCreate(location, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.Host.Replace("www.", "", StringComparison.Ordinal) : Path.GetFileName(location.TrimEnd('/', '\\'));
        var slug = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-')).Trim('-', '.');
        return $"{(slug.Length == 0 ? "source" : slug[..Math.Min(40, slug.Length)])}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location)))[..6]}";
    }

    private async Task<DetectedSource> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        var response = await fetcher.FetchAsync(new PageRequest(address) { AnyType = true }, cancellationToken);
        if (response.Outcome != FetchOutcome.Fetched)
        {
            return new DetectedSource(null, null, response.Failure);
        }

        var final = response.PermanentAddress ?? address;
        if (FeedReader.Read(response.Content, response.Charset, response.Address).Feed is { } feed)
        {
            return await LookAsync(Define(final.AbsoluteUri, KindOf(feed)), cancellationToken);
        }

        var text = FeedText.Decode(response.Content.Span, response.Charset);
        if (response.MediaType == "text/plain" && LooksLikeAddresses(text))
        {
            return await LookAsync(Define(final.AbsoluteUri, SourceKind.AddressList), cancellationToken);
        }

        return await FindFeedAsync(Alternates(text, response.Address).Take(MostAlternates), cancellationToken)
            ?? (IsFrontPage(address) ? await FindFeedAsync(await WellKnownAsync(response.Address, cancellationToken), cancellationToken) : null)
            ?? await LookAsync(Define(final.AbsoluteUri, ListingLinks.Find(text, null, response.Address).Count >= FewestLinks ? SourceKind.Listing : SourceKind.Page), cancellationToken);
    }

    private async Task<DetectedSource?> FindFeedAsync(IEnumerable<Uri> candidates, CancellationToken cancellationToken)
    {
        foreach (var candidate in candidates.Where(c => policy.Refusal(c) is null))
        {
            var response = await fetcher.FetchAsync(new PageRequest(candidate) { AnyType = true }, cancellationToken);
            if (response.Outcome == FetchOutcome.Fetched && FeedReader.Read(response.Content, response.Charset, response.Address).Feed is { } feed && feed.Entries.Count + feed.Sitemaps.Count > 0)
            {
                return await LookAsync(Define((response.PermanentAddress ?? candidate).AbsoluteUri, KindOf(feed)), cancellationToken);
            }
        }

        return null;
    }

    private async Task<IEnumerable<Uri>> WellKnownAsync(Uri address, CancellationToken cancellationToken)
    {
        var robots = await fetcher.RobotsOfAsync(address, cancellationToken);
        return EmbeddedLists.Entries("well-known-feeds.txt").Select(p => new Uri(address, p)).Concat(robots.Sitemaps.Select(s => FeedLinks.Resolve(s, address)).OfType<Uri>()).ToList();
    }

    private async Task<DetectedSource> LookAsync(SourceDefinition definition, CancellationToken cancellationToken)
    {
        var look = await reader.LookAsync(new SourceState { Definition = definition }, cancellationToken);
        return look.Succeeded ? new DetectedSource(definition, look, null) : new DetectedSource(null, look, look.Failure);
    }

    private static IEnumerable<Uri> Alternates(string html, Uri address)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return [.. document.QuerySelectorAll("link[rel~=alternate][href]")
            .Where(l => l.GetAttribute("type")?.ToLowerInvariant() is "application/rss+xml" or "application/atom+xml" or "application/feed+json" or "application/json" or "text/xml" or "application/xml" or "application/rdf+xml")
            .Where(l => l.GetAttribute("href")?.Contains("comments", StringComparison.OrdinalIgnoreCase) != true && l.GetAttribute("href")?.Contains("wp-json", StringComparison.Ordinal) != true)
            .Select(l => FeedLinks.Resolve(l.GetAttribute("href"), address)).OfType<Uri>().Distinct()];
    }

    private static SourceKind KindOf(FeedDocument feed) => feed.Format is FeedFormat.Sitemap or FeedFormat.SitemapIndex ? SourceKind.Sitemap : SourceKind.Feed;

    private static bool IsFrontPage(Uri address) => address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Length <= 1 && address.Query.Length == 0;

    private static bool IsAddressList(string path)
    {
        try
        {
            return File.Exists(path) && Path.GetExtension(path).ToLowerInvariant() is ".txt" or ".list" or ".csv" && LooksLikeAddresses(string.Join('\n', File.ReadLines(path).Take(20)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool LooksLikeAddresses(string text)
    {
        var lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').Take(20).ToList();
        return lines.Count > 0 && lines.All(DocumentFetcher.IsAddress);
    }
}
