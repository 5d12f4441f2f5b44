using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Errors;

/// <summary>What is wrong with a value.</summary>
public enum ErrorClass
{
    /// <summary>A gold value of which the system gives nothing.</summary>
    NotFound,

    /// <summary>A system value that gold knows nothing of.</summary>
    Spurious,

    /// <summary>The right thing with too many or too few words.</summary>
    WrongBoundary,

    /// <summary>The right institution as hospital instead of partner, or the like.</summary>
    WrongRole,

    /// <summary>The right value at another model's record.</summary>
    WrongModel,

    /// <summary>The right words with another label or scope.</summary>
    WrongLabel,

    /// <summary>From outside the article's own text.</summary>
    Boilerplate,

    /// <summary>A second record or value for what is already given.</summary>
    Duplicate,
}

/// <summary>A miss or a false alarm.</summary>
/// <param name="Article">The article's id.</param>
/// <param name="Field">The field.</param>
/// <param name="IsMiss">True for a gold value that is missing, false for a system value that is wrong.</param>
/// <param name="Class">What is wrong.</param>
/// <param name="Record">Name or description of the model at whose record it stands.</param>
/// <param name="Value">The value.</param>
/// <param name="Sentence">The sentence that shows it; empty when the text holds none.</param>
/// <param name="Cause">The stage at whose door it lies; null when the system was not run stage by stage.</param>
public sealed record ValueError(string Article, ScoredField Field, bool IsMiss, ErrorClass Class, string Record, string Value, string Sentence, ExtractionStage? Cause);
