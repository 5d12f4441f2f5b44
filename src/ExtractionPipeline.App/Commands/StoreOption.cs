using System.CommandLine;

namespace ExtractionPipeline.App.Commands;

/// <summary>The option that names the store's file.</summary>
internal static class StoreOption
{
    public static Option<string?> Create() => new("--store") { Description = "The store's file. Default: the setting Storage:Path, data/records.db." };

    public static Dictionary<string, string?> Overrides(string? store) => store is null ? [] : new Dictionary<string, string?> { ["Storage:Path"] = store };
}
