using System.Runtime.CompilerServices;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Review;

/// <summary>Decisions and users in the record store's file.</summary>
internal sealed class LiteDbReviewStore(StoreDatabase database) : IReviewStore, IAsyncDisposable
{
    private const int PortionSize = 200;

    private readonly ReviewWriter _writer = new(database);

    /// <inheritdoc/>
    public event Action<string>? ArticleChanged;

    /// <summary>Tells whoever listens that a new version of an article is on disk.</summary>
    public void OnArticleChanged(string articleId) => ArticleChanged?.Invoke(articleId);

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(decisions.Count);
        var documents = decisions.Select(DecisionDocument.ToBson).ToList();
        return _writer.WriteAsync(engine => Append(engine, decisions[0], documents), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Decision>> FindDecisionsAsync(string articleId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyList<Decision> (engine) => [.. engine.FindByIdPrefix(Collections.Decisions, DecisionDocument.IdsOf(articleId)).Select(DecisionDocument.FromBson)],
            cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Decision> AllDecisionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var document in PortionsAsync(Collections.Decisions, cancellationToken))
        {
            yield return DecisionDocument.FromBson(document);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReviewableArticle> AllArticlesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        while (true)
        {
            var after = last;
            var portion = await database.ReadAsync(engine => ReadArticles(engine, after), cancellationToken);
            foreach (var article in portion)
            {
                yield return article;
            }

            if (portion.Count < PortionSize)
            {
                yield break;
            }

            last = portion[^1].ArticleId;
        }
    }

    /// <inheritdoc/>
    public Task<ReviewableArticle?> FindArticleAsync(string articleId, CancellationToken cancellationToken) => database.ReadAsync(
        engine => engine.FindById(Collections.Articles, articleId) is { } article
            ? ToArticle(article, [.. engine.FindByIdPrefix(Collections.Records, RecordDocument.KeysOf(articleId)).Where(IsCurrent)])
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UserAccount>> GetUsersAsync(CancellationToken cancellationToken) => database.ReadAsync(
        IReadOnlyList<UserAccount> (engine) => [.. engine.FindByIdPrefix(Collections.Users, "").Select(UserDocument.FromBson)],
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveUserAsync(UserAccount user, CancellationToken cancellationToken)
    {
        var document = UserDocument.ToBson(user);
        return _writer.WriteAsync(engine => engine.Upsert(Collections.Users, [document], BsonAutoId.ObjectId), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveUserAsync(string name, CancellationToken cancellationToken) =>
        _writer.WriteAsync(engine => engine.Delete(Collections.Users, [UserDocument.IdOf(name)]) > 0, cancellationToken);

    /// <summary>Writes what still waits.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static AppendOutcome Append(ILiteEngine engine, Decision first, List<BsonDocument> documents)
    {
        var hasPredecessor = first.Sequence == 1 || engine.FindById(Collections.Decisions, DecisionDocument.IdOf(first.ArticleId, first.Sequence - 1)) is not null;
        if (!hasPredecessor || engine.FindById(Collections.Decisions, DecisionDocument.IdOf(first.ArticleId, first.Sequence)) is not null)
        {
            return AppendOutcome.Conflict;
        }

        engine.Insert(Collections.Decisions, documents, BsonAutoId.ObjectId);
        return AppendOutcome.Stored;
    }

    private static List<ReviewableArticle> ReadArticles(ILiteEngine engine, string after)
    {
        var articles = engine.Find(Collections.Articles, Behind(after));
        if (articles.Count == 0)
        {
            return [];
        }

        var query = new Query();
        query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", RecordDocument.KeysOf(articles[0].Text(Fields.Id)), RecordDocument.KeysOf(articles[^1].Text(Fields.Id)) + EngineReading.EndMark));
        var records = engine.Find(Collections.Records, query).Where(IsCurrent).ToLookup(r => r.Text(Fields.ArticleId), StringComparer.Ordinal);
        return [.. articles.Select(a => ToArticle(a, [.. records[a.Text(Fields.Id)]]))];
    }

    private static ReviewableArticle ToArticle(BsonDocument article, IReadOnlyList<BsonDocument> records)
    {
        var source = article.Texts("sources")[0];
        return new ReviewableArticle(article.Text(Fields.Id), article.Integer(Fields.NewestVersion), source, [.. records.Select(r => RecordDocument.FromBson(r, source))]);
    }

    private async IAsyncEnumerable<BsonDocument> PortionsAsync(string collection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        while (true)
        {
            var after = last;
            var portion = await database.ReadAsync(engine => engine.Find(collection, Behind(after)), cancellationToken);
            foreach (var document in portion)
            {
                yield return document;
            }

            if (portion.Count < PortionSize)
            {
                yield break;
            }

            last = portion[^1].Text(Fields.Id);
        }
    }

    private static Query Behind(string id)
    {
        var query = new Query { Limit = PortionSize };
        query.Where.Add(BsonExpression.Create("$._id > @0", id));
        return query;
    }

    private static bool IsCurrent(BsonDocument record) => record.Text(Fields.State) != DispositionNames.Superseded;
}
