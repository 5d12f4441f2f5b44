using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Ingestion;

/// <summary>A place that articles come from: a folder, a file or an address.</summary>
public sealed record SourceOptions
{
    /// <summary>A folder, a file, or an http(s) address.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; init; } = "";

    /// <summary>For a folder: which files, as patterns parted by semicolons. Default <c>*.html;*.htm;*.txt</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Pattern { get; init; } = "*.html;*.htm;*.txt";

    /// <summary>For a folder: whether folders within count too. Default true.</summary>
    public bool Recursive { get; init; } = true;
}

/// <summary>What is ingested, and how much at a time.</summary>
public sealed record IngestionOptions
{
    /// <summary>The places that articles come from. Default: the folder <c>corpus</c>.</summary>
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];

    /// <summary>Documents read and extracted at the same time; 0 means one for each core. Default 0.</summary>
    [Range(0, 256)]
    public int Workers { get; init; }

    /// <summary>Documents that wait between two stages. Default 32.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; init; } = 32;

    /// <summary>Largest document in bytes; a larger one is not read at all. Default 20 MB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaximumBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Seconds between two looks at a watched folder. Changes are seen sooner where the system tells of them. Default 30.</summary>
    [Range(1, 86_400)]
    public int RescanSeconds { get; init; } = 30;

    /// <summary>Seconds until a request for an address is given up. Default 30.</summary>
    [Range(1, 600)]
    public int RequestSeconds { get; init; } = 30;
}
