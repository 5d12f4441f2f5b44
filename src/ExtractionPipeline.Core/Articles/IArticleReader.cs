namespace ExtractionPipeline.Core.Articles;

/// <summary>Turns a document's bytes into an article. Pure and safe to call from any number of threads.</summary>
public interface IArticleReader
{
    /// <summary>Reads a document. Never throws for what the bytes hold; a document without an article is a failed result.</summary>
    ReadingResult Read(RawDocument document, CancellationToken cancellationToken = default);
}
