using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.App.Web;

/// <summary>A store for a command: the file itself or, while another process holds it, that process's API.</summary>
internal sealed class StoreAccess : IAsyncDisposable
{
    private readonly LiteDbRecordStore? _local;

    private StoreAccess(LiteDbRecordStore local) => (_local, Records, Reviews, Items) = (local, local, local.Reviews, local.Ingestion);

    private StoreAccess(ApiClient client) => (Client, Records, Reviews) = (client, new RemoteRecordStore(client), null);

    public IRecordStore Records { get; }

    /// <summary>Decisions and users in the file; null where another process holds it.</summary>
    public IReviewStore? Reviews { get; }

    /// <summary>Items and anchors in the file; null where another process holds it.</summary>
    public IIngestionStore? Items { get; }

    /// <summary>The API of the process that holds the file; null where this one does.</summary>
    public ApiClient? Client { get; }

    /// <summary>Opens the file, or reaches who holds it.</summary>
    /// <param name="options">Where the store lies.</param>
    /// <param name="mustExist">Whether a store that is not there is an error, rather than made.</param>
    /// <exception cref="StoreException">It cannot be opened, and no process that holds it answers.</exception>
    public static StoreAccess Open(RecordStoreOptions options, bool mustExist = true)
    {
        if (mustExist && !File.Exists(options.Path))
        {
            throw new StoreException($"{options.Path}: there is no store yet; \"run --once\" makes one");
        }

        try
        {
            return new StoreAccess(Rooms.Store(options));
        }
        catch (StoreException) when (ApiDiscovery.Read(options.Path) is { } address)
        {
            return new StoreAccess(new ApiClient(options.Path, address));
        }
    }

    /// <summary>All decisions on an article, in order.</summary>
    public Task<IReadOnlyList<Decision>> DecisionsAsync(string articleId, CancellationToken cancellationToken) => Reviews is not null
        ? Reviews.FindDecisionsAsync(articleId, cancellationToken)
        : Client!.GetAsync<IReadOnlyList<Decision>>($"api/review/decisions/{Uri.EscapeDataString(articleId)}", cancellationToken);

    /// <summary>All decisions, by article and in order.</summary>
    public IAsyncEnumerable<Decision> AllDecisionsAsync(CancellationToken cancellationToken) =>
        Reviews is not null ? Reviews.AllDecisionsAsync(cancellationToken) : Client!.StreamAsync<Decision>("api/decisions", cancellationToken);

    /// <summary>What became of the evidence of an article's earlier records in later versions.</summary>
    public Task<IReadOnlyList<AnchoredRecord>> AnchorsAsync(string articleId, CancellationToken cancellationToken) => Items is not null
        ? Items.FindAnchorsAsync(articleId, cancellationToken)
        : Client!.GetAsync<IReadOnlyList<AnchoredRecord>>($"api/articles/{Uri.EscapeDataString(articleId)}/anchors", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }
}

/// <summary>Talks to the process that holds a store.</summary>
internal sealed class ApiClient(string storePath, ApiAddress address, HttpMessageHandler? handler = null) : IDisposable
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler())
    {
        BaseAddress = new Uri(address.Address),
        Timeout = TimeSpan.FromMinutes(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", address.Key) },
    };

    private sealed record ProblemForm(string? Detail);

    /// <exception cref="StoreException">The process does not answer, or not with what was asked for.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        await FindAsync<T>(path, cancellationToken) ?? throw Fault("has nothing under " + path);

    /// <summary>Null for what is not there.</summary>
    /// <exception cref="StoreException">The process does not answer, or not with what was asked for.</exception>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
    {
        var (value, refusal) = await SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);
        return refusal is null ? value : refusal.Kind == RefusalKind.NotFound ? default : throw Fault(refusal.Message);
    }

    /// <summary>Each element as it arrives.</summary>
    /// <exception cref="StoreException">The process does not answer, or not with what was asked for.</exception>
    public async IAsyncEnumerable<T> StreamAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await TryAsync(() => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        if (!response.IsSuccessStatusCode)
        {
            throw Fault(await MessageAsync(response, cancellationToken));
        }

        await foreach (var element in response.Content.ReadFromJsonAsAsyncEnumerable<T>(Json, cancellationToken))
        {
            yield return element!;
        }
    }

    /// <summary>What was answered, or why it was refused.</summary>
    /// <exception cref="StoreException">The process does not answer, or failed.</exception>
    public async Task<(T? Value, Refusal? Refusal)> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) };
        using var response = await TryAsync(() => _http.SendAsync(request, cancellationToken));
        if (response.IsSuccessStatusCode)
        {
            return (response.StatusCode == HttpStatusCode.NoContent ? default : await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken), null);
        }

        var message = await MessageAsync(response, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => (default, new Refusal(RefusalKind.NotFound, message)),
            HttpStatusCode.Conflict => (default, new Refusal(RefusalKind.Conflict, message)),
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => (default, new Refusal(RefusalKind.Invalid, message)),
            _ => throw Fault(message),
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> TryAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException error)
        {
            throw new StoreException($"{storePath}: the store is in use by another process, which does not answer at {address.Address}", error);
        }
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync<ProblemForm>(Json, cancellationToken))?.Detail ?? $"status {(int)response.StatusCode}";
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return $"status {(int)response.StatusCode}";
        }
    }

    private StoreException Fault(string message) => new($"{storePath}: the process that holds the store answers: {message}");
}

/// <summary>The records of a store that another process holds. Reads only: who holds the store takes in articles.</summary>
internal sealed class RemoteRecordStore(ApiClient client) : IRecordStore
{
    public ValueTask<bool> IsCurrentAsync(string source, ContentHash documentHash, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<SaveOutcome> SaveAsync(ProcessedDocument processed, CancellationToken cancellationToken) => throw ReadOnly();

    public IAsyncEnumerable<StoredRecord> FindRecordsAsync(RecordQuery query, CancellationToken cancellationToken) =>
        client.StreamAsync<StoredRecordForm>($"api/records?{RecordParameters.Of(query)}", cancellationToken).Select(f => f.ToStored());

    public async Task<StoredRecord?> GetRecordAsync(string key, CancellationToken cancellationToken) =>
        (await client.FindAsync<StoredRecordForm>($"api/records/{Uri.EscapeDataString(key)}", cancellationToken))?.ToStored();

    public Task<StoredArticle?> GetArticleAsync(string articleId, int? version, CancellationToken cancellationToken) =>
        client.FindAsync<StoredArticle>($"api/articles/{Uri.EscapeDataString(articleId)}{(version is { } number ? $"?version={number}" : "")}", cancellationToken);

    public Task<byte[]?> GetRawContentAsync(string articleId, int version, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<StoreSummary> SummariseAsync(CancellationToken cancellationToken) => client.GetAsync<StoreSummary>("api/summary", cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StoreException ReadOnly() => new("the store is in use by another process; only that one takes in articles");
}
