using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ExtractionPipeline.Ingestion.Health;

/// <summary>What the worker measures, by OpenTelemetry's conventions; exporters are the host's.</summary>
public sealed class IngestionMetrics : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "ExtractionPipeline.Ingestion";

    private readonly Meter meter;
    private readonly Counter<long> items;
    private readonly Counter<long> polls;
    private readonly Histogram<double> fetchTime;
    private readonly Histogram<double> extractionTime;

    /// <summary>Makes the instruments.</summary>
    public IngestionMetrics(IMeterFactory? factory = null)
    {
        meter = factory?.Create(Name) ?? new Meter(Name);
        items = meter.CreateCounter<long>("ingestion.items", "{item}", "Items by the state that they reached");
        polls = meter.CreateCounter<long>("ingestion.polls", "{poll}", "Looks at sources by their outcome");
        fetchTime = meter.CreateHistogram<double>("ingestion.fetch.duration", "s", "Time of a request with its redirects and repetitions");
        extractionTime = meter.CreateHistogram<double>("ingestion.extraction.duration", "s", "Time of reading and extracting an article");
    }

    /// <summary>Traces of looks, fetches and extractions.</summary>
    public ActivitySource Activities { get; } = new(Name);

    /// <summary>Counts an item that reached a state.</summary>
    public void Item(string state) => items.Add(1, new KeyValuePair<string, object?>("state", state));

    /// <summary>Counts a look at a source.</summary>
    public void Poll(string outcome) => polls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Notes the time of a request.</summary>
    public void Fetched(TimeSpan time, string outcome) => fetchTime.Record(time.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Notes the time of an extraction.</summary>
    public void Extracted(TimeSpan time) => extractionTime.Record(time.TotalSeconds);

    /// <summary>Adds a value that is looked up when someone asks for it.</summary>
    public void Observe(string name, string description, Func<IEnumerable<Measurement<long>>> values) => meter.CreateObservableGauge(name, values, "{item}", description);

    /// <inheritdoc/>
    public void Dispose()
    {
        Activities.Dispose();
        meter.Dispose();
    }
}
