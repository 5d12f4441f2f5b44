using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Extraction;

/// <summary>Settings of extraction.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Folder of trained models of one's own; relative to the current folder. While it names none, the model that ships with the program is used.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "must name a folder")]
    public string Models { get; init; } = "data/models";
}
