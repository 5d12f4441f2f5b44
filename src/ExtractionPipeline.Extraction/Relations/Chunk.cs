using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>What a piece of a sentence does in the relations between models and institutions.</summary>
internal enum ChunkKind
{
    /// <summary>A model by name or by the phrase that stands for an unnamed one.</summary>
    Model,

    /// <summary>"the model", "it".</summary>
    ModelReference,

    /// <summary>An institution, or a name that may be one.</summary>
    Organisation,

    /// <summary>"the hospital".</summary>
    HospitalReference,

    /// <summary>"the company".</summary>
    CompanyReference,
    Former,
    Latter,
    Develop,
    Launch,
    DevelopNoun,
    Adopt,
    With,
    Support,

    /// <summary>"based on", "unlike": what follows is no maker.</summary>
    Foundation,
    By,

    /// <summary>"from", "of", "at".</summary>
    Possession,

    /// <summary>"'s".</summary>
    Possessive,
    And,
    Comma,
    Negation,

    /// <summary>Where a clause ends: a semicolon, a colon, "which", a finite verb.</summary>
    Break,
}

/// <summary>A piece of a sentence that the relation rules see; all other words are left out.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Tokens">Where it stands.</param>
/// <param name="Entity">Index of the model or institution; -1 for other chunks.</param>
internal readonly record struct Chunk(ChunkKind Kind, TokenRange Tokens, int Entity = -1)
{
    public bool Is(ChunkKind kind) => Kind == kind;
}
