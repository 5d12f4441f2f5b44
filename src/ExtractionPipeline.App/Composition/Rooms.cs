using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Sources;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.App.Composition;

/// <summary>The one place that knows which class stands behind each of the house's interfaces.</summary>
internal static class Rooms
{
    private const string UserAgent = "extraction-pipeline/0.1";

    public static IArticleReader Reader(ArticleReaderOptions options) => new ArticleReader(options);

    public static IStagedRecordExtractor Extractor() => new RecordExtractor();

    public static LiteDbRecordStore Store(RecordStoreOptions options) => LiteDbRecordStore.Open(options);

    public static DocumentFetcher Fetcher(HttpClient client, IngestionOptions options, TimeProvider time) => new(client, options, time);

    public static HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All, MaxAutomaticRedirections = 5 })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        return client;
    }
}
