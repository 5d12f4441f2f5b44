using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Fetching;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.App.Composition;

/// <summary>Brings the sources of the settings into the store, where those added by command are already.</summary>
internal static class SourceRegistration
{
    /// <summary>The definitions that the settings hold.</summary>
    /// <exception cref="SettingsException">One of them cannot be used.</exception>
    public static IReadOnlyList<SourceDefinition> Definitions(IngestionOptions options)
    {
        var definitions = options.Sources.Select((s, i) => Define(s, i, options)).ToList();
        return definitions.GroupBy(d => d.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Select(d => d.Location).Distinct(StringComparer.Ordinal).Count() > 1) is { } twice
            ? throw new SettingsException($"Ingestion:Sources: two sources have the id '{twice.Key}'")
            : [.. definitions.DistinctBy(d => d.Id)];
    }

    /// <summary>Stores the definitions and, when they are all there is, lets go of configured ones that have gone from the settings.</summary>
    public static async Task<IReadOnlyList<SourceState>> RegisterAsync(IIngestionStore store, IReadOnlyList<SourceDefinition> definitions, bool areAll, CancellationToken cancellationToken)
    {
        foreach (var definition in definitions)
        {
            await store.UpdateSourceAsync(definition.Id, known => known is null ? new SourceState { Definition = definition } : Renewed(known, definition), cancellationToken);
        }

        var all = await store.GetSourcesAsync(cancellationToken);
        if (areAll)
        {
            foreach (var gone in all.Where(s => s.Definition.IsConfigured && definitions.All(d => d.Id != s.Definition.Id)))
            {
                await store.UpdateSourceAsync(gone.Definition.Id, _ => null, cancellationToken);
            }

            all = await store.GetSourcesAsync(cancellationToken);
        }

        return all;
    }

    /// <summary>Another location makes what is known of the old one void.</summary>
    private static SourceState Renewed(SourceState known, SourceDefinition definition) =>
        known.Definition.Location == definition.Location && known.Definition.Kind == definition.Kind && known.Definition.Selector == definition.Selector
            ? known with { Definition = definition, NextPollAt = known.Definition.Cron == definition.Cron && known.Definition.Interval == definition.Interval ? known.NextPollAt : null }
            : new SourceState { Definition = definition, IsPaused = known.IsPaused };

    private static SourceDefinition Define(SourceOptions options, int number, IngestionOptions all)
    {
        var isAddress = options.Path.Contains("://", StringComparison.Ordinal);
        if (isAddress && (!Uri.TryCreate(options.Path, UriKind.Absolute, out var address) || Refusal(address, all) is not null))
        {
            throw new SettingsException($"Ingestion:Sources:{number}:Path: {(Uri.TryCreate(options.Path, UriKind.Absolute, out var found) ? Refusal(found, all) : "not an address")}");
        }

        var kind = options.Kind ?? (isAddress ? SourceKind.Page : SourceKind.Folder);
        var location = isAddress ? new Uri(options.Path).AbsoluteUri : options.Path;
        var rescan = TimeSpan.FromSeconds(all.RescanSeconds);
        var definition = new SourceDefinition
        {
            Id = options.Id ?? SourceDetection.IdOf(location),
            Kind = kind,
            Location = location,
            Selector = options.Selector,
            Pattern = options.Pattern,
            Recursive = options.Recursive,
            Cron = options.Cron,
            TimeZone = options.TimeZone,
            Interval = kind == SourceKind.Folder ? rescan : TimeSpan.FromMinutes(options.IntervalMinutes),
            MinimumInterval = kind == SourceKind.Folder ? rescan : TimeSpan.FromMinutes(Math.Min(options.MinimumMinutes, options.IntervalMinutes)),
            MaximumInterval = kind == SourceKind.Folder ? rescan : TimeSpan.FromMinutes(Math.Max(options.MaximumMinutes, options.IntervalMinutes)),
            IsConfigured = true,
        };
        return PollPlan.Problem(definition) is { } problem ? throw new SettingsException($"Ingestion:Sources:{number}: {problem}") : definition;
    }

    private static string? Refusal(Uri address, IngestionOptions options) => new AddressPolicy(options.Fetching).Refusal(address);
}
