using System.Runtime.CompilerServices;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>A reviewer's way to items and decisions, whichever process holds the store.</summary>
internal interface IReviewClient
{
    Task<NextItem> NextAsync(QueueQuery query, IReadOnlyCollection<string> except, CancellationToken cancellationToken);

    Task<ReviewItem?> OpenAsync(string articleId, CancellationToken cancellationToken);

    /// <summary>Everything that awaits review.</summary>
    IAsyncEnumerable<QueueLine> QueueAsync(CancellationToken cancellationToken);

    Task<(DecisionReceipt? Receipt, Refusal? Refusal)> DecideAsync(DecisionRequest request, CancellationToken cancellationToken);

    Task<BulkGroup> AlikeAsync(string signature, CancellationToken cancellationToken);

    Task<(BulkReceipt? Receipt, Refusal? Refusal)> DecideAsync(BulkRequest request, CancellationToken cancellationToken);
}

/// <summary>The desk of this process.</summary>
internal sealed class LocalReviewClient(ReviewDesk desk, string reviewer) : IReviewClient
{
    private const string Tab = "terminal";

    public Task<NextItem> NextAsync(QueueQuery query, IReadOnlyCollection<string> except, CancellationToken cancellationToken) => desk.NextAsync(query, reviewer, Tab, except, cancellationToken);

    public Task<ReviewItem?> OpenAsync(string articleId, CancellationToken cancellationToken) => desk.OpenAsync(articleId, reviewer, Tab, cancellationToken);

    public IAsyncEnumerable<QueueLine> QueueAsync(CancellationToken cancellationToken) => desk.Queue(new QueueQuery(), reviewer, 0, int.MaxValue).Lines.ToAsyncEnumerable();

    public Task<(DecisionReceipt? Receipt, Refusal? Refusal)> DecideAsync(DecisionRequest request, CancellationToken cancellationToken) => desk.DecideAsync(request, reviewer, Tab, 1, cancellationToken);

    public Task<BulkGroup> AlikeAsync(string signature, CancellationToken cancellationToken) => Task.FromResult(new BulkDecisions(desk).Group(signature));

    public Task<(BulkReceipt? Receipt, Refusal? Refusal)> DecideAsync(BulkRequest request, CancellationToken cancellationToken) => new BulkDecisions(desk).DecideAsync(request, reviewer, cancellationToken);
}

/// <summary>The desk of the process that holds the store.</summary>
internal sealed class RemoteReviewClient(ApiClient client) : IReviewClient
{
    private readonly string _tab = "terminal-" + Guid.NewGuid().ToString("N")[..8];

    public async Task<NextItem> NextAsync(QueueQuery query, IReadOnlyCollection<string> except, CancellationToken cancellationToken)
    {
        var filter = new QueueFilter(query.Order.ToString(), query.Source, query.Hospital, query.Field?.ToString(), query.From, query.To, query.MinimumConfidence, query.MaximumConfidence, query.Reviewer, query.Signature);
        return await PostAsync<NextItem>("api/review/next", new NextRequest(_tab, filter, [.. except], null), cancellationToken);
    }

    public Task<ReviewItem?> OpenAsync(string articleId, CancellationToken cancellationToken) =>
        client.FindAsync<ReviewItem>($"api/review/items/{Uri.EscapeDataString(articleId)}", cancellationToken);

    public async IAsyncEnumerable<QueueLine> QueueAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int portion = 500;
        var page = await client.GetAsync<QueuePage>($"api/review/queue?offset=0&limit={portion}", cancellationToken);
        for (var offset = 0; page.Lines.Count > 0; offset += portion)
        {
            foreach (var line in page.Lines)
            {
                yield return line;
            }

            page = await client.GetAsync<QueuePage>($"api/review/queue?offset={offset + portion}&limit={portion}", cancellationToken);
        }
    }

    public Task<(DecisionReceipt? Receipt, Refusal? Refusal)> DecideAsync(DecisionRequest request, CancellationToken cancellationToken) =>
        client.SendAsync<DecisionReceipt>(HttpMethod.Post, "api/review/decisions", request, cancellationToken);

    public Task<BulkGroup> AlikeAsync(string signature, CancellationToken cancellationToken) =>
        client.GetAsync<BulkGroup>($"api/review/group?signature={Uri.EscapeDataString(signature)}", cancellationToken);

    public Task<(BulkReceipt? Receipt, Refusal? Refusal)> DecideAsync(BulkRequest request, CancellationToken cancellationToken) =>
        client.SendAsync<BulkReceipt>(HttpMethod.Post, "api/review/bulk", request, cancellationToken);

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        var (value, refusal) = await client.SendAsync<T>(HttpMethod.Post, path, body, cancellationToken);
        return refusal is null ? value! : throw new Core.Stores.StoreException(refusal.Message);
    }
}
