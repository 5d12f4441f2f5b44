using System.Net.Http.Headers;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.Web.Tests;

/// <summary>The host with a store of its own on a free port of this machine.</summary>
internal sealed class ReviewSite : IAsyncDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();
    private readonly WebApplication app;

    private ReviewSite(ReviewOptions options)
    {
        StorePath = folder.File("records.db");
        Store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = StorePath });
        var builder = ReviewHost.CreateBuilder(options with { Address = "http://127.0.0.1:0" });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStores(Store, StorePath);
        app = builder.Build();
        app.MapReviewHost();
    }

    public string StorePath { get; }

    public LiteDbRecordStore Store { get; }

    public string Address { get; private set; } = "";

    public ReviewDesk Desk => app.Services.GetRequiredService<ReviewDesk>();

    public Users Users => app.Services.GetRequiredService<Users>();

    public static async Task<ReviewSite> StartAsync(ReviewOptions options, params IEnumerable<ProcessedDocument> documents)
    {
        var site = new ReviewSite(options);
        foreach (var batch in documents.Chunk(128))
        {
            await Task.WhenAll(batch.Select(d => site.Store.SaveAsync(d, CancellationToken.None)));
        }

        await site.app.StartAsync();
        site.Address = site.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var client = site.Client();
        var status = await client.GetAsync("/api/review/queue");
        Assert.True(status.IsSuccessStatusCode);
        return site;
    }

    /// <summary>A program with the process's own key.</summary>
    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", app.Services.GetRequiredService<ProcessKey>().Key);
        return client;
    }

    public async Task<List<Decision>> DecisionsAsync() => await Store.Reviews.AllDecisionsAsync(CancellationToken.None).ToListAsync();

    /// <summary>The article's record about the model, once what was decided is on disk.</summary>
    public async Task<ReviewedRecord> RecordAsync(string model)
    {
        await foreach (var article in Store.Reviews.AllArticlesAsync(CancellationToken.None))
        {
            var decisions = await Store.Reviews.FindDecisionsAsync(article.ArticleId, CancellationToken.None);
            var review = ArticleReview.Fold(article.ArticleId, article.Records, decisions);
            if (review.Records.FirstOrDefault(r => RecordValues.NameOf(r.Record.Model) == model) is { } record)
            {
                return record;
            }
        }

        throw new InvalidOperationException($"no record about {model}");
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Store.DisposeAsync();
        folder.Dispose();
    }
}
