using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Storage;

/// <summary>Where the store lies and how it writes. The defaults suit a laptop.</summary>
public sealed record RecordStoreOptions
{
    /// <summary>The store's file; missing folders are created. Beside it lies a second file with "-log" in its name, which is part of the store while the program runs.</summary>
    [Required]
    public string Path { get; init; } = "data/records.db";

    /// <summary>At most so many documents are written in one transaction. More are faster and make each wait a little longer.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>At most so many documents wait to be written; a further <c>SaveAsync</c> waits for a place.</summary>
    [Range(1, 10_000)]
    public int QueueCapacity { get; init; } = 128;

    /// <summary>Once the log holds so many mebibytes, it is copied into the store's file.</summary>
    [Range(1, 512)]
    public int CheckpointMebibytes { get; init; } = 16;
}
