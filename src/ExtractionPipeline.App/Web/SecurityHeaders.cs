using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.App.Web;

/// <summary>What keeps hostile articles and other sites from acting through the page.</summary>
internal static class SecurityHeaders
{
    public const string TokenHeader = "X-CSRF-Token";

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    /// <summary>Tells the browser to run nothing but the page's own files, and to show it in no frame.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return next(context);
    });

    /// <summary>
    /// Refuses what changes something unless the request carries the page's token, so that another site's form or script cannot decide in a
    /// reviewer's name. Programs with an API key need none: no browser adds that by itself.
    /// </summary>
    public static void UseAntiforgeryTokens(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isSafe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        if (!isSafe && context.User.Identity?.AuthenticationType != Authentication.KeyScheme)
        {
            try
            {
                await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
            }
            catch (AntiforgeryValidationException)
            {
                // A token belongs to the session that it was made for; who has no session any more is to hear that first.
                var needsSession = context.User.Identity?.IsAuthenticated != true && !context.Request.Path.StartsWithSegments("/api/session");
                await Problems.Of(
                    needsSession ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest,
                    needsSession ? "You are not signed in, or the session has expired." : "The page's token is missing or has expired; load the page again.").ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    });
}
