namespace ExtractionPipeline.Evaluation.Intervals;

/// <summary>An estimate with the bounds of its confidence interval.</summary>
/// <param name="Estimate">The figure on all data.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct Interval(double Estimate, double Low, double High);
