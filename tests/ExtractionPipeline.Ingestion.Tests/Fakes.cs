using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Ingestion.Tests;

/// <summary>Finds one record wherever "Kestrel" stands, and counts its calls.</summary>
internal sealed class CountingExtractor : IRecordExtractor
{
    private int calls;

    public string Version => "counting/1";

    public int Calls => Volatile.Read(ref calls);

    public IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref calls);
        var start = article.Text.IndexOf("Kestrel", StringComparison.Ordinal);
        return start < 0 ? [] :
        [
            new ModelRecord
            {
                Id = "r1",
                Model = new ModelValue { Name = "Kestrel", Confidence = 0.9, ProposedBy = "words", Evidence = [Evidence.At(new TextSpan(start, start + 7), article.Text)] },
                Confidence = 0.9,
                Disposition = Disposition.Accepted,
            },
        ];
    }
}
