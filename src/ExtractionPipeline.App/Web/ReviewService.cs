using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Stores;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExtractionPipeline.App.Web;

/// <summary>Fills the queue once the host is up, and leaves word of its address beside the store while it is.</summary>
internal sealed partial class ReviewService(
    ReviewDesk desk, IServer server, ProcessKey key, StoreLocation store, IHostApplicationLifetime lifetime, ILogger<ReviewService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        ApiDiscovery.Write(store.Path, new ApiAddress(address, key.Key));
        LogServing(address);
        try
        {
            await desk.LoadAsync(stoppingToken);
            LogLoaded(desk.Index.AwaitingRecords, desk.Index.AwaitingArticles);
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        catch (StoreException error)
        {
            LogFailed(error.Message);
        }
        finally
        {
            ApiDiscovery.Remove(store.Path);
        }
    }

    [LoggerMessage(LogLevel.Information, "review page at {Address}")]
    private partial void LogServing(string address);

    [LoggerMessage(LogLevel.Information, "{Records} records in {Articles} articles await review")]
    private partial void LogLoaded(int records, int articles);

    [LoggerMessage(LogLevel.Error, "the review queue cannot be read: {Reason}")]
    private partial void LogFailed(string reason);
}
