using System.Globalization;
using System.Net;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>Fetches a document from a file or an http(s) address. Safe to use from any number of threads.</summary>
/// <param name="client">Makes the requests.</param>
/// <param name="options">Limits.</param>
/// <param name="time">Tells when a document was fetched.</param>
public sealed class DocumentFetcher(HttpClient client, IngestionOptions options, TimeProvider time)
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
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.RequestSeconds));
        try
        {
            using var response = await client.GetAsync(new Uri(source), HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return FetchResult.Failed(source, string.Create(CultureInfo.InvariantCulture, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}"));
            }

            if (response.Content.Headers.ContentLength > options.MaximumBytes)
            {
                return FetchResult.Failed(source, TooLarge(response.Content.Headers.ContentLength.Value));
            }

            var content = await ReadBodyAsync(response.Content, limit.Token);
            return content is null ? FetchResult.Failed(source, TooLarge(null)) : FetchResult.Of(new RawDocument(source, content)
            {
                Address = response.RequestMessage?.RequestUri,
                MediaType = response.Content.Headers.ContentType?.MediaType,
                DeclaredCharset = response.Content.Headers.ContentType?.CharSet?.Trim('"'),
                RetrievedAt = time.GetUtcNow(),
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FetchResult.Failed(source, string.Create(CultureInfo.InvariantCulture, $"no answer within {options.RequestSeconds} s"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return FetchResult.Failed(source, FirstLine(error.Message));
        }
    }

    /// <summary>The body, or null when it is longer than allowed whatever its header said.</summary>
    private async Task<byte[]?> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (var read = await stream.ReadAsync(chunk, cancellationToken); read > 0; read = await stream.ReadAsync(chunk, cancellationToken))
        {
            if (buffer.Length + read > options.MaximumBytes)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private string TooLarge(long? length) =>
        length is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"too large: {known:N0} bytes (at most {options.MaximumBytes:N0})")
            : string.Create(CultureInfo.InvariantCulture, $"too large: more than {options.MaximumBytes:N0} bytes");

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
