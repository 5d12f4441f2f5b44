using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ExtractionPipeline.App.Web;

/// <summary>Who the page talks for, and what it needs to know once.</summary>
internal sealed record SessionInfo(string? User, bool MayReview, bool MayAdminister, bool CanSignOut, string Token, IReadOnlyList<string> Specialties, IReadOnlyList<string> Scopes);

/// <summary>A user without secrets.</summary>
internal sealed record UserLine(string Name, UserRole Role, bool HasPassword, bool HasKey, DateTimeOffset CreatedAt);

/// <summary>Adds or changes a user.</summary>
internal sealed record UserRequest(string Name, UserRole Role, string? Password, bool WithKey);

/// <summary>The API key of a new user, shown this once; null when none was asked for.</summary>
internal sealed record UserReceipt(string Name, UserRole Role, string? Key);

/// <summary>Signs in.</summary>
internal sealed record SignInRequest(string User, string Password);

/// <summary>Sessions and users.</summary>
internal static class SessionEndpoints
{
    public const string SignInLimit = "sign-in";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/session").WithTags("Session").AllowAnonymous();
        session.MapGet("/", (HttpContext context, IAntiforgery antiforgery, ReviewOptions options) => InfoOf(context, antiforgery, options))
            .WithSummary("Who is signed in, and the token that requests which change something carry in X-CSRF-Token.");
        session.MapPost("/", SignInAsync).RequireRateLimiting(SignInLimit).Produces<SessionInfo>().ProducesProblem(401).ProducesProblem(429).WithSummary("Signs in.");
        session.MapDelete("/", async (HttpContext context) =>
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.NoContent();
        }).WithSummary("Signs out.");

        var users = routes.MapGroup("/api/users").WithTags("Users").RequireAuthorization(nameof(UserRole.Administrator));
        users.MapGet("/", async (Users all, CancellationToken cancellationToken) =>
                (await all.AllAsync(cancellationToken)).Select(u => new UserLine(u.Name, u.Role, u.PasswordHash is not null, u.KeyHash is not null, u.CreatedAt)))
            .WithSummary("All users.");
        users.MapPost("/", async ([FromBody] UserRequest request, Users all, CancellationToken cancellationToken) =>
                (Users.ProblemOfName(request.Name) ?? (request.Password is null ? null : Users.ProblemOfPassword(request.Password)) ?? (Enum.IsDefined(request.Role) ? null : "there is no such role")) is { } problem
                    ? Problems.Of(StatusCodes.Status422UnprocessableEntity, problem)
                    : Results.Ok(new UserReceipt(request.Name, request.Role, await all.SaveAsync(request.Name, request.Role, request.Password, request.WithKey, cancellationToken))))
            .Produces<UserReceipt>().ProducesProblem(422).WithSummary("Adds a user, or gives one another role, password or API key.");
        users.MapDelete("/{name}", async (string name, Users all, CancellationToken cancellationToken) =>
                await all.RemoveAsync(name, cancellationToken) ? Results.NoContent() : Problems.Of(StatusCodes.Status404NotFound, "there is no such user"))
            .ProducesProblem(404).WithSummary("Removes a user; their decisions stay.");
    }

    private static async Task<IResult> SignInAsync([FromBody] SignInRequest request, HttpContext context, Users users, IAntiforgery antiforgery, ReviewOptions options, CancellationToken cancellationToken)
    {
        if (!options.SignIn)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "no one signs in here");
        }

        if (await users.SignInAsync(request.User, request.Password, cancellationToken) is not { } user)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "The name or the password is not right.");
        }

        var principal = Users.Principal(user, CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        context.User = principal;
        return Results.Ok(InfoOf(context, antiforgery, options));
    }

    private static SessionInfo InfoOf(HttpContext context, IAntiforgery antiforgery, ReviewOptions options) => new(
        context.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null,
        context.User.IsInRole(nameof(UserRole.Reviewer)),
        context.User.IsInRole(nameof(UserRole.Administrator)),
        options.SignIn && options.UserHeader.Length == 0,
        antiforgery.GetAndStoreTokens(context).RequestToken!,
        [.. Enum.GetValues<Specialty>().Select(s => s.Label())],
        [.. Enum.GetValues<ClaimScope>().Select(s => s.Label())]);
}
