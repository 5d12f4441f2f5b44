using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Review;

/// <summary>What a person may do; each role may do what those before it may.</summary>
public enum UserRole
{
    /// <summary>Look.</summary>
    Reader,

    /// <summary>Decide.</summary>
    Reviewer,

    /// <summary>Keep users.</summary>
    Administrator,
}

/// <summary>Someone who may sign in. Secrets are kept as hashes only.</summary>
/// <param name="Name">The user's name: 1 to 64 letters, digits, dots, hyphens, underscores or at signs; unique in any case.</param>
/// <param name="Role">What they may do.</param>
/// <param name="PasswordHash">The password's salted hash; null for an account of programs.</param>
/// <param name="KeyHash">SHA-256 of the API key in hexadecimal digits; null when there is none.</param>
/// <param name="Stamp">Changes whenever a session that began before must end.</param>
/// <param name="CreatedAt">When.</param>
public sealed record UserAccount(string Name, UserRole Role, string? PasswordHash, string? KeyHash, string Stamp, DateTimeOffset CreatedAt);

/// <summary>What appending decisions did.</summary>
public enum AppendOutcome
{
    /// <summary>On disk.</summary>
    Stored,

    /// <summary>Another decision has this place already; nothing was stored.</summary>
    Conflict,
}

/// <summary>An article as the review queue needs it.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Source">The first of its sources.</param>
/// <param name="Records">Its current proposals.</param>
public sealed record ReviewableArticle(string ArticleId, int Version, string Source, IReadOnlyList<StoredRecord> Records);

/// <summary>Keeps decisions and users. Decisions are only ever added. Safe to use from any number of threads.</summary>
public interface IReviewStore
{
    /// <summary>Called with an article's id, on any thread, once a new version of it, or other proposals of its newest one, are on disk. Handlers must be short and must not throw.</summary>
    event Action<string>? ArticleChanged;

    /// <summary>
    /// Appends decisions on one article, all or none; the task ends once they are on disk. Appending takes place only where the first of them has
    /// the place behind the article's last decision.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be written; nothing was stored.</exception>
    Task<AppendOutcome> AppendAsync(IReadOnlyList<Decision> decisions, CancellationToken cancellationToken);

    /// <summary>All decisions on an article in order.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<Decision>> FindDecisionsAsync(string articleId, CancellationToken cancellationToken);

    /// <summary>All decisions, by article and within it in order. Read in portions, between which others may write.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<Decision> AllDecisionsAsync(CancellationToken cancellationToken);

    /// <summary>All articles with their current proposals, those without any included, in order of their ids.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<ReviewableArticle> AllArticlesAsync(CancellationToken cancellationToken);

    /// <summary>An article with its current proposals; null when there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<ReviewableArticle?> FindArticleAsync(string articleId, CancellationToken cancellationToken);

    /// <summary>All users by name.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<UserAccount>> GetUsersAsync(CancellationToken cancellationToken);

    /// <summary>Stores a user, over the one of the same name in any case.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    Task SaveUserAsync(UserAccount user, CancellationToken cancellationToken);

    /// <summary>Removes a user; false when there is none of that name. Their decisions stay.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    Task<bool> RemoveUserAsync(string name, CancellationToken cancellationToken);
}
