using System.Globalization;
using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Feeds;
using ExtractionPipeline.Ingestion.Fetching;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>Looks at sources: asks, reads and lists what they show. Keeps nothing; never throws for what is wrong with a source.</summary>
public sealed class SourceReader(PageFetcher fetcher, AddressPolicy policy, AddressCanonicalization canonicalization, IngestionOptions options, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Whether a file that was written a moment ago is left for the next look, as it may still be being written.</summary>
    public bool LetsFilesRest { get; set; }

    private const int SitemapsAtOnce = 20;
    private const int MostSitemaps = 2000;
    private const int FileLines = 8;

    /// <summary>Looks at a source.</summary>
    public Task<SourceLook> LookAsync(SourceState source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Definition.Kind switch
        {
            SourceKind.Folder => Task.FromResult(LookAtFolder(source.Definition)),
            SourceKind.Page => Task.FromResult(LookAtPage(source)),
            SourceKind.AddressList when !DocumentFetcher.IsAddress(source.Location) => LookAtListFileAsync(source, cancellationToken),
            _ => AskAsync(source, cancellationToken),
        };
    }

    /// <summary>The line that a file waits in. Files know no politeness; several lines keep several cores at work.</summary>
    internal static string FileLine(string path) => string.Create(CultureInfo.InvariantCulture, $"file-{(uint)string.GetHashCode(path, StringComparison.Ordinal) % FileLines}");

    private async Task<SourceLook> AskAsync(SourceState source, CancellationToken cancellationToken)
    {
        var response = await fetcher.FetchAsync(new PageRequest(new Uri(source.Location)) { AnyType = true, Validators = new Validators(source.ETag, source.LastModified) }, cancellationToken);
        var look = new SourceLook
        {
            RetryAt = response.RetryAt,
            FreshFor = response.FreshFor,
            Validators = response.Validators,
            MovedTo = response.PermanentAddress,
            IsGone = response.Outcome == FetchOutcome.Gone,
            IsNetworkFault = response.IsNetworkFault,
            Failure = response.Failure,
        };
        if (response.Outcome is FetchOutcome.NotModified)
        {
            return look with { ContentHash = source.ContentHash };
        }

        if (response.Outcome is not FetchOutcome.Fetched)
        {
            return look;
        }

        // Servers that know no validators send the same again.
        var hash = ContentHash.Of(response.Content.Span).Hex;
        look = look with { ContentHash = hash };
        return hash == source.ContentHash ? look : source.Definition.Kind switch
        {
            SourceKind.Listing => ReadListing(source, response, look),
            SourceKind.AddressList => Listed(look, Lines(FeedText.Decode(response.Content.Span, response.Charset)), 0, null),
            _ => await ReadFeedAsync(source, response, look, cancellationToken),
        };
    }

    private async Task<SourceLook> ReadFeedAsync(SourceState source, PageResponse response, SourceLook look, CancellationToken cancellationToken)
    {
        var reading = FeedReader.Read(response.Content, response.Charset, response.Address, options.MaximumEntries);
        if (!reading.Succeeded)
        {
            return look with { Failure = reading.Failure.Message, ContentHash = null, Validators = Validators.None };
        }

        var feed = reading.Feed;
        look = look with
        {
            Title = feed.Title,
            TimeToLive = feed.TimeToLive,
            SkipHours = [.. feed.SkipHours.Order()],
            SkipDays = [.. feed.SkipDays.Order()],
            MovedTo = look.MovedTo ?? feed.MovedTo,
        };
        return feed.Format == FeedFormat.SitemapIndex
            ? await ReadIndexAsync(source, feed, look, cancellationToken)
            : Listed(look, feed.Entries, feed.LeftOut, feed.Mended);
    }

    /// <summary>Reads those sitemaps of an index that have changed, the latest first, a bounded number at a time.</summary>
    private async Task<SourceLook> ReadIndexAsync(SourceState source, FeedDocument index, SourceLook look, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, string>(source.SitemapsRead, StringComparer.Ordinal);
        var entries = new List<FeedEntry>();
        var due = index.Sitemaps.Where(s => s.Link is not null)
            .Select(s => (Address: s.Link!, Change: s.UpdatedAt?.ToString("O", CultureInfo.InvariantCulture) ?? ""))
            .Where(s => !read.TryGetValue(s.Address.AbsoluteUri, out var known) || known != s.Change || known.Length == 0)
            .OrderByDescending(s => s.Change, StringComparer.Ordinal).ToList();
        var failed = 0;
        foreach (var (address, change) in due.Take(SitemapsAtOnce))
        {
            var response = await fetcher.FetchAsync(new PageRequest(address) { AnyType = true }, cancellationToken);
            var reading = response.Outcome == FetchOutcome.Fetched ? FeedReader.Read(response.Content, response.Charset, response.Address, options.MaximumEntries) : null;
            if (reading is { Succeeded: true })
            {
                entries.AddRange(reading.Feed.Entries);
                read[address.AbsoluteUri] = change;
            }
            else
            {
                failed++;
            }
        }

        var isWhole = failed == 0 && due.Count <= SitemapsAtOnce;
        var note = failed > 0 ? $"{failed} of its sitemaps could not be read" : null;

        // The index counts as unchanged only once all that it names has been read.
        look = look with { SitemapsRead = read.TakeLast(MostSitemaps).ToDictionary(), ContentHash = isWhole ? look.ContentHash : null, Validators = isWhole ? look.Validators : Validators.None };
        return failed > 0 && failed == due.Count ? look with { Failure = note } : Listed(look, entries, 0, note) with { Entries = null };
    }

    private SourceLook ReadListing(SourceState source, PageResponse response, SourceLook look)
    {
        var links = ListingLinks.Find(FeedText.Decode(response.Content.Span, response.Charset), source.Definition.Selector, response.Address);
        return links.Count == 0
            ? look with { Failure = source.Definition.Selector is { } selector ? $"no link fits the selector '{selector}'" : "no list of articles was found", ContentHash = null, Validators = Validators.None }
            : Listed(look, links, 0, null);
    }

    private SourceLook LookAtPage(SourceState source)
    {
        var address = new Uri(source.Location);
        return policy.Refusal(address) is { } refusal
            ? SourceLook.Failed(refusal)
            : new SourceLook { Items = [new DiscoveredItem(canonicalization.KeyOf(address), address.AbsoluteUri, fetcher.Politeness.DomainOf(address.IdnHost)) { AlwaysCheck = true }], Entries = 1 };
    }

    private SourceLook LookAtFolder(SourceDefinition definition)
    {
        try
        {
            var files = SourceListing.Documents(new SourceOptions { Path = definition.Location, Pattern = definition.Pattern, Recursive = definition.Recursive });
            var items = files.Select(path => new FileInfo(path))
                .Select(f => new DiscoveredItem(f.FullName, f.FullName, FileLine(f.FullName)) { UpdatedAt = f.Exists ? f.LastWriteTimeUtc : null })
                .ToList();
            var settled = LetsFilesRest ? items.Where(i => i.UpdatedAt is not { } written || (time.GetUtcNow() - written).Duration() >= Rest).ToList() : items;
            return new SourceLook { Items = settled, Entries = items.Count, IsUnsettled = settled.Count < items.Count };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return SourceLook.Failed(error.Message.Split('\n')[0]);
        }
    }

    private async Task<SourceLook> LookAtListFileAsync(SourceState source, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(source.Location, cancellationToken);
            var hash = ContentHash.Of(content).Hex;
            return hash == source.ContentHash ? new SourceLook { ContentHash = hash } : Listed(new SourceLook { ContentHash = hash }, Lines(Encoding.UTF8.GetString(content)), 0, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return SourceLook.Failed(error is FileNotFoundException or DirectoryNotFoundException ? "no such file" : error.Message.Split('\n')[0]);
        }
    }

    private static List<FeedEntry> Lines(string text) =>
        [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').Select(l => new FeedEntry { Link = Uri.TryCreate(l.Split([' ', '\t', ','], 2)[0], UriKind.Absolute, out var address) ? address : null })];

    private SourceLook Listed(SourceLook look, IReadOnlyList<FeedEntry> entries, int leftOut, string? mended)
    {
        // Some feeds give all entries one identifier; it tells nothing then.
        var unique = entries.Where(e => e.Id is not null).GroupBy(e => e.Id!, StringComparer.Ordinal).Where(g => g.Select(e => e.Link).Distinct().Count() == 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var items = entries.Where(e => e.Link is not null && policy.Refusal(e.Link) is null)
            .Select(e => new DiscoveredItem(canonicalization.KeyOf(e.Link!), new UriBuilder(e.Link!) { Fragment = "" }.Uri.AbsoluteUri, fetcher.Politeness.DomainOf(e.Link!.IdnHost))
            {
                FeedId = e.Id is { } id && unique.Contains(id) ? id : null,
                Title = e.Title,
                PublishedAt = e.PublishedAt,
                UpdatedAt = e.UpdatedAt,
            })
            .DistinctBy(i => i.Key, StringComparer.Ordinal).ToList();
        var unusable = entries.Count(e => e.Link is null || policy.Refusal(e.Link) is not null);
        string?[] notes = [mended, unusable > 0 ? $"{unusable} entries without a usable address" : null, leftOut > 0 ? $"{leftOut} entries beyond the limit" : null];
        return look with { Items = items, Entries = entries.Count + leftOut, Note = string.Join("; ", notes.OfType<string>()) is { Length: > 0 } note ? note : null };
    }
}
