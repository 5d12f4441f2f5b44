using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Extraction;

/// <summary>Finds the model records of an article. Pure and safe to call from any number of threads.</summary>
public interface IRecordExtractor
{
    /// <summary>Names the rules and models at work; changes whenever the same article may give other records.</summary>
    string Version { get; }

    /// <summary>The article's records in the order in which their models are first mentioned; empty when it has none.</summary>
    IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default);
}
