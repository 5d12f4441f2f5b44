using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.App.Composition;

/// <summary>The one place that knows which class stands behind each of the house's interfaces.</summary>
internal static class Rooms
{
    public static IArticleReader Reader(ArticleReaderOptions options) => new ArticleReader(options);

    public static IStagedRecordExtractor Extractor() => new RecordExtractor();

    public static LiteDbRecordStore Store(RecordStoreOptions options) => LiteDbRecordStore.Open(options);
}
