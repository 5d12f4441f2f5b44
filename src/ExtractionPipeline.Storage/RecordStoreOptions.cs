using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Storage;

/// <summary>Where and how the store keeps its file.</summary>
public sealed record RecordStoreOptions
{
    /// <summary>The store's file; its folder is made when missing. Default <c>data/records.db</c> below the current folder.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; init; } = "data/records.db";

    /// <summary>Most documents that one commit writes. Larger batches cost less each and make the first of them wait longer. Default 64.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Most documents that wait for the writer; whoever saves more waits. Default 128.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; init; } = 128;
}
