namespace ExtractionPipeline.Extraction.Explanation;

/// <summary>Why a value of a record is as sure as it is.</summary>
/// <param name="Field">"model", "hospital", "adopter", "partner", "specialty" or "first of kind".</param>
/// <param name="Value">The value in words.</param>
/// <param name="Probability">What the classifier that proposed it makes of it, in 0..1, before the record's own certainty is counted in.</param>
/// <param name="Reasons">What moved that most, the strongest first.</param>
public sealed record ValueExplanation(string Field, string Value, double Probability, IReadOnlyList<Reason> Reasons);

/// <summary>Something in the text that spoke for or against a value.</summary>
/// <param name="What">What was seen.</param>
/// <param name="Effect">By how much it raised (or, below zero, lowered) the score, in log odds: without it the score would be lower by so much.</param>
public sealed record Reason(string What, double Effect);
