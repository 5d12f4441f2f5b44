using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.App.Composition;

/// <summary>The one place that knows which class stands behind each of the house's interfaces.</summary>
internal static class Rooms
{
    public static IArticleReader Reader(ArticleReaderOptions options) => new ArticleReader(options);

    /// <summary>The extractor with the model in use.</summary>
    public static IStagedRecordExtractor Extractor() => new RecordExtractor(Models().Current());

    /// <summary>The rules alone, or the extractor with the model in use.</summary>
    public static IStagedRecordExtractor Extractor(bool rulesAlone) => rulesAlone ? new RuleRecordExtractor() : Extractor();

    /// <summary>The folder of trained models that the settings name.</summary>
    public static ModelStore Models() => new(Settings.Extraction(Settings.Configuration(new Dictionary<string, string?>())).Models);

    public static LiteDbRecordStore Store(RecordStoreOptions options) => LiteDbRecordStore.Open(options);
}
