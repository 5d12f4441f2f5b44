using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Ingestion.Duplicates;

/// <summary>When two articles count as one story.</summary>
public sealed record DuplicateOptions
{
    /// <summary>Share of the shorter text's runs of four words that must stand in the other, 0.5 to 1. Default 0.8.</summary>
    [Range(0.5, 1)]
    public double Threshold { get; init; } = 0.8;

    /// <summary>Texts with fewer runs of four words are too short to judge; they are compared by their exact content only. Default 40.</summary>
    [Range(4, 10_000)]
    public int FewestShingles { get; init; } = 40;

    /// <summary>Days for which an article is looked for in others. Copies of a story come within days. Default 90.</summary>
    [Range(1, 3650)]
    public int Days { get; init; } = 90;

    /// <summary>Articles that are looked for in others, the newest; each takes about a kilobyte of memory. Default 100,000.</summary>
    [Range(100, 10_000_000)]
    public int Articles { get; init; } = 100_000;
}
