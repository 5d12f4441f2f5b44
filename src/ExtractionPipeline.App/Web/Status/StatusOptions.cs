using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>Where a running worker tells how it is.</summary>
public sealed record StatusOptions
{
    /// <summary>The address of the status page and the health endpoints; empty for none. They tell and change nothing, but name sources: keep them from strangers. Default http://127.0.0.1:5181.</summary>
    [RegularExpression("(https?://.+)?", ErrorMessage = "must be an http address or empty")]
    public string Address { get; init; } = "http://127.0.0.1:5181";

    /// <summary>Items that wait beyond which the worker is not ready. Default 1,000,000.</summary>
    [Range(1, int.MaxValue)]
    public int MostWaiting { get; init; } = 1_000_000;
}
