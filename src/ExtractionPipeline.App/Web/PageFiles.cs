using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ExtractionPipeline.App.Web;

/// <summary>The page's own files, held within the program: nothing is fetched from anywhere else.</summary>
internal static class PageFiles
{
    private const string Prefix = "Pages/";

    private static readonly FrozenDictionary<string, PageFile> Files = Load();

    private sealed record PageFile(byte[] Content, string MediaType, string Tag);

    /// <summary>Serves scripts and styles to everyone, and pages to whoever is signed in.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", (string name, HttpContext context) => Serve(context, name)).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/sign-in", context => ServeAsync(context, "sign-in.html")).AllowAnonymous();
        routes.MapGet("/favicon.ico", context => ServeAsync(context, "icon.svg")).AllowAnonymous();
        foreach (var (path, file) in new[] { ("/", "index.html"), ("/review-status", "review-status.html"), ("/bulk", "bulk.html") })
        {
            routes.MapGet(path, context => PageAsync(context, path, file)).AllowAnonymous();
        }
    }

    /// <summary>A path of this site to go to; anything else becomes the front page, so that a link cannot lead elsewhere.</summary>
    public static string LocalPath(string? path) =>
        path is { Length: > 0 and <= 200 } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '?' or '=' or '&' or '_') ? path : "/";

    private static Task PageAsync(HttpContext context, string path, string file)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            return ServeAsync(context, file);
        }

        context.Response.Redirect("/sign-in?to=" + Uri.EscapeDataString(path));
        return Task.CompletedTask;
    }

    private static Task ServeAsync(HttpContext context, string name) => Serve(context, name).ExecuteAsync(context);

    private static IResult Serve(HttpContext context, string name)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(file.Content, file.MediaType, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue(file.Tag));
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        var assembly = typeof(PageFiles).Assembly;
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files[resource[Prefix.Length..]] = new PageFile(content, MediaType(resource), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
