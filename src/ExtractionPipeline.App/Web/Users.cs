using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using ExtractionPipeline.Core.Review;
using Microsoft.AspNetCore.Identity;

namespace ExtractionPipeline.App.Web;

/// <summary>Who may do what, and how they prove who they are. Passwords are hashed by the framework; API keys are random and kept as SHA-256.</summary>
internal sealed class Users(IReviewStore store, TimeProvider time)
{
    /// <summary>The claim that ties a session to the user's stamp.</summary>
    public const string StampClaim = "stamp";

    /// <summary>The least characters of a password.</summary>
    public const int ShortestPassword = 10;

    private const int LongestPassword = 200;
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(2);

    private readonly PasswordHasher<string> _hasher = new();
    private readonly string _anyHash = new PasswordHasher<string>().HashPassword("", Guid.NewGuid().ToString());
    private (IReadOnlyList<UserAccount> Users, long At)? _cached;

    /// <summary>In one line what is wrong with a name; null when nothing is.</summary>
    public static string? ProblemOfName(string? name) =>
        name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@') ? null
        : "a user's name is 1 to 64 letters, digits, dots, hyphens, underscores or at signs";

    /// <summary>In one line what is wrong with a password; null when nothing is.</summary>
    public static string? ProblemOfPassword(string? password) =>
        password is { Length: >= ShortestPassword and <= LongestPassword } ? null : $"a password has {ShortestPassword} to {LongestPassword} characters";

    /// <summary>The claims of a user who has proved who they are.</summary>
    public static ClaimsPrincipal Principal(UserAccount user, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, user.Name), new Claim(StampClaim, user.Stamp), .. Roles(user.Role)], scheme));

    /// <summary>A role and all that it includes.</summary>
    public static IEnumerable<Claim> Roles(UserRole role) => Enum.GetValues<UserRole>().Where(r => r <= role).Select(r => new Claim(ClaimTypes.Role, r.ToString()));

    public async Task<IReadOnlyList<UserAccount>> AllAsync(CancellationToken cancellationToken)
    {
        if (_cached is { } cached && time.GetElapsedTime(cached.At) < CacheAge)
        {
            return cached.Users;
        }

        var users = await store.GetUsersAsync(cancellationToken);
        _cached = (users, time.GetTimestamp());
        return users;
    }

    public async Task<UserAccount?> FindAsync(string? name, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(u => string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The user with this password; null when there is none. Takes the same time whether or not the name is known.</summary>
    public async Task<UserAccount?> SignInAsync(string? name, string? password, CancellationToken cancellationToken)
    {
        var user = await FindAsync(name, cancellationToken);
        var isRight = _hasher.VerifyHashedPassword("", user?.PasswordHash ?? _anyHash, Cut(password)) != PasswordVerificationResult.Failed;
        return isRight && user?.PasswordHash is not null ? user : null;
    }

    /// <summary>The user with this API key; null when there is none.</summary>
    public async Task<UserAccount?> FindByKeyAsync(string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        return (await AllAsync(cancellationToken)).FirstOrDefault(u => u.KeyHash is { } known && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(hash)));
    }

    /// <summary>Adds a user or changes one; sessions that began before end. Gives the API key when one was asked for: it is shown this once.</summary>
    public async Task<string?> SaveAsync(string name, UserRole role, string? password, bool withKey, CancellationToken cancellationToken)
    {
        var key = withKey ? "ep_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) : null;
        var old = (await store.GetUsersAsync(cancellationToken)).FirstOrDefault(u => string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase));
        await store.SaveUserAsync(
            new UserAccount(
                old?.Name ?? name,
                role,
                password is null ? old?.PasswordHash : _hasher.HashPassword("", password),
                key is null ? old?.KeyHash : HashOf(key),
                Guid.NewGuid().ToString("N"),
                old?.CreatedAt ?? time.GetUtcNow()),
            cancellationToken);
        _cached = null;
        return key;
    }

    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var isRemoved = await store.RemoveUserAsync(name, cancellationToken);
        _cached = null;
        return isRemoved;
    }

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Cut(string? password) => password is null ? "" : password.Length <= LongestPassword ? password : password[..LongestPassword];
}
