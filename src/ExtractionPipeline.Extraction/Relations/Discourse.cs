using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>A sentence as the relation rules see it.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Chunks">Its pieces in order.</param>
/// <param name="Topic">Index of the model that the text is about when the sentence begins; -1 when it is about none.</param>
/// <param name="Hospital">Index of the hospital last spoken of when the sentence begins; -1 when there was none.</param>
/// <param name="Company">Index of the company last spoken of when the sentence begins; -1 when there was none.</param>
/// <param name="Former">Index of the first of the two models last named together; -1 when there are none.</param>
/// <param name="Latter">Index of the second of them; -1 when there are none.</param>
internal sealed record SentenceView(Sentence Sentence, IReadOnlyList<Chunk> Chunks, int Topic, int Hospital, int Company, int Former, int Latter)
{
    /// <summary>The model that a chunk names or refers to; -1 for other chunks and references that lead nowhere.</summary>
    public int ModelOf(Chunk chunk) => chunk.Kind switch
    {
        ChunkKind.Model => chunk.Entity,
        ChunkKind.ModelReference => Topic,
        ChunkKind.Former => Former,
        ChunkKind.Latter => Latter,
        _ => -1,
    };
}

/// <summary>The article's models, institutions and sentences, with the thread that pronouns follow.</summary>
internal sealed record Discourse(
    AnalyzedText Text,
    IReadOnlyList<ModelEntity> Models,
    IReadOnlyList<OrganisationEntity> Organisations,
    IReadOnlyList<SentenceView> Sentences);
