using System.Net.Http.Json;
using System.Net.Sockets;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Worker;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>What commands do with sources, items and the store: in the file itself or, while a worker holds it, through that worker.</summary>
internal interface IIngestionAccess : IAsyncDisposable
{
    Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken);

    Task SaveSourceAsync(SourceState state, CancellationToken cancellationToken);

    Task RemoveSourceAsync(string id, CancellationToken cancellationToken);

    Task<IReadOnlyList<IngestionItem>> ItemsAsync(ItemQuery query, CancellationToken cancellationToken);

    Task<int> RetryAsync(ItemState state, string? sourceId, string? key, CancellationToken cancellationToken);

    Task BackUpAsync(string path, CancellationToken cancellationToken);

    Task<StoreCheckReport> CheckAsync(CancellationToken cancellationToken);

    Task<int> PruneAsync(CancellationToken cancellationToken);

    Task<(int Looked, int Changed)> ReprocessAsync(bool fromStart, IProgress<int>? progress, CancellationToken cancellationToken);
}

/// <summary>Opens the store, or reaches the worker that holds it.</summary>
internal static class IngestionAccess
{
    /// <exception cref="StoreException">The store cannot be opened, and no worker that holds it answers.</exception>
    public static IIngestionAccess Open(Settings settings, bool mustExist)
    {
        if (mustExist && !File.Exists(settings.Storage.Path))
        {
            throw new StoreException($"{settings.Storage.Path}: there is no store yet; \"run --once\" makes one");
        }

        try
        {
            return new LocalAccess(Rooms.Store(settings.Storage), settings);
        }
        catch (StoreException) when (File.Exists(ControlSocket.PathOf(settings.Storage.Path)))
        {
            return new RemoteAccess(settings.Storage.Path);
        }
    }

    private sealed class LocalAccess(LiteDbRecordStore store, Settings settings) : IIngestionAccess
    {
        public Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken) => store.Ingestion.GetSourcesAsync(cancellationToken);

        public Task SaveSourceAsync(SourceState state, CancellationToken cancellationToken) => store.Ingestion.UpdateSourceAsync(state.Definition.Id, _ => state, cancellationToken);

        public Task RemoveSourceAsync(string id, CancellationToken cancellationToken) => store.Ingestion.UpdateSourceAsync(id, _ => null, cancellationToken);

        public Task<IReadOnlyList<IngestionItem>> ItemsAsync(ItemQuery query, CancellationToken cancellationToken) => store.Ingestion.FindItemsAsync(query, cancellationToken);

        public Task<int> RetryAsync(ItemState state, string? sourceId, string? key, CancellationToken cancellationToken) =>
            store.Ingestion.RetryAsync(new ItemQuery(state, sourceId, int.MaxValue), key, TimeProvider.System.GetUtcNow(), cancellationToken);

        public Task BackUpAsync(string path, CancellationToken cancellationToken) => store.Ingestion.BackUpAsync(path, cancellationToken);

        public Task<StoreCheckReport> CheckAsync(CancellationToken cancellationToken) => store.Ingestion.CheckAsync(cancellationToken);

        public Task<int> PruneAsync(CancellationToken cancellationToken) => store.Ingestion.PruneAsync(Housekeeping.RulesAt(settings.Ingestion, TimeProvider.System.GetUtcNow()), cancellationToken);

        public Task<(int Looked, int Changed)> ReprocessAsync(bool fromStart, IProgress<int>? progress, CancellationToken cancellationToken) =>
            new Reprocessing(store, store.Ingestion, Rooms.Extractor(), TimeProvider.System).RunAsync(fromStart, progress, cancellationToken);

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }

    private sealed class RemoteAccess(string storePath) : IIngestionAccess
    {
        private readonly HttpClient client = new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlSocket.PathOf(storePath)), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        {
            BaseAddress = new Uri("http://worker/control/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };

        public Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<SourceState>>(HttpMethod.Get, "sources", cancellationToken);

        public Task SaveSourceAsync(SourceState state, CancellationToken cancellationToken) =>
            SendAsync(HttpMethod.Put, $"sources/{Uri.EscapeDataString(state.Definition.Id)}", JsonContent.Create(state, options: StatusJson.Options), cancellationToken);

        public Task RemoveSourceAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, $"sources/{Uri.EscapeDataString(id)}", null, cancellationToken);

        public Task<IReadOnlyList<IngestionItem>> ItemsAsync(ItemQuery query, CancellationToken cancellationToken) =>
            AskAsync<IReadOnlyList<IngestionItem>>(HttpMethod.Get, FormattableString.Invariant($"items/{query.State}?limit={query.Limit}{Argument("source", query.SourceId)}"), cancellationToken);

        public Task<int> RetryAsync(ItemState state, string? sourceId, string? key, CancellationToken cancellationToken) =>
            AskAsync<int>(HttpMethod.Post, $"items/{state}/retry?x=1{Argument("source", sourceId)}{Argument("key", key)}", cancellationToken);

        public Task BackUpAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, $"backup?path={Uri.EscapeDataString(Path.GetFullPath(path))}", null, cancellationToken);

        public Task<StoreCheckReport> CheckAsync(CancellationToken cancellationToken) => AskAsync<StoreCheckReport>(HttpMethod.Post, "check", cancellationToken);

        public Task<int> PruneAsync(CancellationToken cancellationToken) => AskAsync<int>(HttpMethod.Post, "prune", cancellationToken);

        public async Task<(int Looked, int Changed)> ReprocessAsync(bool fromStart, IProgress<int>? progress, CancellationToken cancellationToken)
        {
            var counts = await AskAsync<int[]>(HttpMethod.Post, $"reprocess?fromStart={(fromStart ? "true" : "false")}", cancellationToken);
            return (counts[0], counts[1]);
        }

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }

        private static string Argument(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

        private async Task<T> AskAsync<T>(HttpMethod method, string path, CancellationToken cancellationToken)
        {
            using var response = await SendForResponseAsync(method, path, null, cancellationToken);
            return await response.Content.ReadFromJsonAsync<T>(StatusJson.Options, cancellationToken) ?? throw new StoreException($"{storePath}: the worker gave no answer");
        }

        private async Task SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
        {
            using var response = await SendForResponseAsync(method, path, content, cancellationToken);
        }

        private async Task<HttpResponseMessage> SendForResponseAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = content };
                var response = await client.SendAsync(request, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                var reason = await response.Content.ReadAsStringAsync(cancellationToken);
                response.Dispose();
                throw new StoreException(reason.Length > 0 ? reason : $"{storePath}: the worker that holds it refused ({(int)response.StatusCode})");
            }
            catch (HttpRequestException)
            {
                throw new StoreException($"{storePath}: the store is in use by another process that does not answer");
            }
        }
    }
}
