using ExtractionPipeline.App.Worker;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Fetching;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ExtractionPipeline.App.Composition;

/// <summary>Everything that takes in reports, for a host or for a command.</summary>
internal static class IngestionComposition
{
    /// <summary>What asks sources and reads what they show; needs no store.</summary>
    public static IServiceCollection AddSourceReading(this IServiceCollection services, IngestionOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IHostResolver, SystemHostResolver>();
        services.AddFetchingClient(options.Fetching, new SystemHostResolver());
        services.AddSingleton(new AddressPolicy(options.Fetching));
        services.AddSingleton(_ => PublicSuffixes.Load());
        services.AddSingleton<AddressCanonicalization>();
        services.AddSingleton(p => new Politeness(p.GetRequiredService<PublicSuffixes>(), options.Fetching, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new PageFetcher(
            p.GetRequiredService<IHttpClientFactory>().CreateClient(FetchingClient.Name),
            options.Fetching,
            p.GetRequiredService<AddressPolicy>(),
            p.GetRequiredService<Politeness>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DocumentFetcher>();
        services.AddSingleton<SourceReader>();
        services.AddSingleton<SourceDetection>();
        return services;
    }

    /// <summary>The pipeline and the polling of sources.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, Settings settings, IRecordStore records, IIngestionStore items)
    {
        services.AddSourceReading(settings.Ingestion);
        services.AddMetrics();
        services.AddSingleton(records);
        services.AddSingleton(items);
        services.AddSingleton(_ => Rooms.Reader(settings.Reading));
        services.AddSingleton<IRecordExtractor>(_ => Rooms.Extractor());
        services.AddSingleton(_ => new NetworkWatch());
        services.AddSingleton<SourceStatistics>();
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton(_ => new Random());
        services.AddSingleton<IngestionPipeline>();
        services.AddSingleton<SourcePoller>();
        services.AddSingleton<Reprocessing>();
        return services;
    }

    /// <summary>The schedule of a worker that stays up.</summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services, int parallel)
    {
        services.AddQuartz(quartz => quartz.UseDefaultThreadPool(parallel));
        services.AddSingleton<SourceSchedule>();
        services.AddSingleton<Housekeeping>();
        return services;
    }
}
