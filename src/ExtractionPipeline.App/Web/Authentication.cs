using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ExtractionPipeline.App.Web;

/// <summary>How a request tells who it comes from: an API key, a proxy's header, a session, or, where no one signs in, the machine's own user.</summary>
internal static class Authentication
{
    /// <summary>The name of decisions made without sign-in.</summary>
    public const string LocalUser = "local";

    public const string KeyScheme = "api-key";

    private const string Chooser = "chooser";

    public static void AddReviewAuthentication(this IServiceCollection services, ReviewOptions options, bool isLoopback)
    {
        services.AddSingleton<Users>();
        services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, chooser => chooser.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? KeyScheme
                : options.UserHeader.Length > 0 ? HeaderHandler.Scheme
                : options.SignIn ? CookieAuthenticationDefaults.AuthenticationScheme
                : LocalHandler.Scheme)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyScheme, null)
            .AddScheme<AuthenticationSchemeOptions, HeaderHandler>(HeaderHandler.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, LocalHandler>(LocalHandler.Scheme, null)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "review-session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;

                // Only a browser on this machine may keep a session without TLS.
                cookie.Cookie.SecurePolicy = isLoopback ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SessionHours);
                cookie.SlidingExpiration = true;
                cookie.Events.OnValidatePrincipal = ValidateAsync;
                cookie.Events.OnRedirectToLogin = Answer(StatusCodes.Status401Unauthorized);
                cookie.Events.OnRedirectToAccessDenied = Answer(StatusCodes.Status403Forbidden);
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(nameof(UserRole.Reader), p => p.RequireRole(nameof(UserRole.Reader)))
            .AddPolicy(nameof(UserRole.Reviewer), p => p.RequireRole(nameof(UserRole.Reviewer)))
            .AddPolicy(nameof(UserRole.Administrator), p => p.RequireRole(nameof(UserRole.Administrator)))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static Func<RedirectContext<CookieAuthenticationOptions>, Task> Answer(int status) => context =>
    {
        // Pages are sent to the sign-in page by their own endpoint; everything else gets a status that a program understands.
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    // A session ends at once when its user is removed, or gets another password or role.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var users = context.HttpContext.RequestServices.GetRequiredService<Users>();
        var user = await users.FindAsync(context.Principal?.Identity?.Name, context.HttpContext.RequestAborted);
        if (user is null || user.Stamp != context.Principal?.FindFirstValue(Users.StampClaim))
        {
            context.RejectPrincipal();
        }
    }
}

/// <summary>The key of the running process, known to commands on this machine by the file beside the store.</summary>
internal sealed record ProcessKey(string Key);

/// <summary>An API key in the header "Authorization: Bearer".</summary>
internal sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Users users, ProcessKey process)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("the header Authorization is not of the form: Bearer KEY");
        }

        var key = header[Prefix.Length..].Trim();
        var user = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(process.Key))
            ? new UserAccount(Authentication.LocalUser, UserRole.Administrator, null, null, "", default)
            : await users.FindByKeyAsync(key, Context.RequestAborted);
        return user is null ? AuthenticateResult.Fail("unknown API key") : AuthenticateResult.Success(new AuthenticationTicket(Users.Principal(user, Scheme.Name), Scheme.Name));
    }
}

/// <summary>The user whom a proxy in front has signed in. Known users have their role; others may look.</summary>
internal sealed class HeaderHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Users users, ReviewOptions review)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "proxy-header";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var name = Request.Headers[review.UserHeader];
        if (name.Count != 1 || Users.ProblemOfName(name[0]) is not null)
        {
            return AuthenticateResult.Fail("the proxy names no user");
        }

        var user = await users.FindAsync(name[0], Context.RequestAborted) ?? new UserAccount(name[0]!, UserRole.Reader, null, null, "", default);
        return AuthenticateResult.Success(new AuthenticationTicket(Users.Principal(user, Scheme), Scheme));
    }
}

/// <summary>Where no one signs in and the page is reached from this machine alone, its user may do everything.</summary>
internal sealed class LocalHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "this-machine";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(
        Users.Principal(new UserAccount(Authentication.LocalUser, UserRole.Administrator, null, null, "", default), Scheme), Scheme)));
}
