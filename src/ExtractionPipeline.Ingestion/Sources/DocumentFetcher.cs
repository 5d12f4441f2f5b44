using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Ingestion.Fetching;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>Fetches a document from a file or an http(s) address. Safe to use from any number of threads.</summary>
/// <param name="pages">Asks for addresses.</param>
/// <param name="options">Limits.</param>
/// <param name="time">Tells when a document was fetched.</param>
public sealed class DocumentFetcher(PageFetcher pages, IngestionOptions options, TimeProvider time)
{
    /// <summary>Whether the source is an address and not a path.</summary>
    public static bool IsAddress(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    /// <summary>Fetches a source. Never throws for what is wrong with the source itself.</summary>
    public Task<FetchResult> FetchAsync(string source, CancellationToken cancellationToken) =>
        IsAddress(source) ? FetchAddressAsync(source, cancellationToken) : ReadFileAsync(source, cancellationToken);

    private async Task<FetchResult> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(path))
            {
                // A folder comes here when it cannot be listed; looking into it tells whether rights are the reason.
                using var entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
                entries.MoveNext();
                return FetchResult.Failed(path, "is a folder, not a file");
            }

            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return FetchResult.Failed(path, "no such file");
            }

            if (file.Length > options.MaximumBytes)
            {
                return FetchResult.Failed(path, TooLarge(file.Length));
            }

            return FetchResult.Of(new RawDocument(path, await File.ReadAllBytesAsync(path, cancellationToken))
            {
                MediaType = file.Extension.ToUpperInvariant() switch { ".TXT" => "text/plain", ".HTML" or ".HTM" or ".XHTML" => "text/html", _ => null },
                RetrievedAt = file.LastWriteTimeUtc,
            });
        }
        catch (UnauthorizedAccessException)
        {
            return FetchResult.Failed(path, "no rights to read it");
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException or System.Security.SecurityException)
        {
            return FetchResult.Failed(path, FirstLine(error.Message));
        }
    }

    private async Task<FetchResult> FetchAddressAsync(string source, CancellationToken cancellationToken)
    {
        var response = await pages.FetchAsync(new PageRequest(new Uri(source)), cancellationToken);
        return response.Outcome != FetchOutcome.Fetched
            ? FetchResult.Failed(source, response.Failure ?? "the server answered without a page")
            : FetchResult.Of(new RawDocument(source, response.Content)
            {
                Address = response.Address,
                MediaType = response.MediaType,
                DeclaredCharset = response.Charset,
                RetrievedAt = time.GetUtcNow(),
            });
    }

    private string TooLarge(long length) => string.Create(CultureInfo.InvariantCulture, $"too large: {length:N0} bytes (at most {options.MaximumBytes:N0})");

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
