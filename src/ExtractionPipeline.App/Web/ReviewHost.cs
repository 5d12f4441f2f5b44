using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.App.Web;

/// <summary>The page and the API within the host: what is needed of ASP.NET Core, and nothing that the page does not use.</summary>
internal static class ReviewHost
{
    private const long LargestRequest = 2 << 20;

    /// <summary>A builder whose host serves the review page; the caller adds what else runs in it.</summary>
    /// <exception cref="SettingsException">The address cannot be used, or would be open to everyone.</exception>
    public static WebApplicationBuilder CreateBuilder(ReviewOptions options)
    {
        var address = AddressOf(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(ReviewHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        builder.WebHost.UseUrls(address.OriginalString);
        AddServices(builder.Services, options, address.IsLoopback);
        return builder;
    }

    /// <summary>Puts the stores behind the page and tells commands where they are.</summary>
    public static void AddStores(this IServiceCollection services, LiteDbRecordStore records, string storePath)
    {
        services.AddSingleton<IRecordStore>(records);
        services.AddSingleton(records.Reviews);
        services.AddSingleton(records.Ingestion);
        services.AddSingleton(new StoreLocation(storePath));
        services.AddDataProtection().SetApplicationName("extraction-pipeline").PersistKeysToFileSystem(KeyFolder(storePath));
    }

    // Whoever reads the keys can make sessions; so only the owner can.
    private static DirectoryInfo KeyFolder(string storePath) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(storePath + ".keys")
        : Directory.CreateDirectory(storePath + ".keys", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Lays out the requests' way through the page.</summary>
    public static void MapReviewHost(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<ReviewOptions>();
        if (options.BehindProxy)
        {
            app.UseForwardedHeaders();
        }

        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAntiforgeryTokens();
        app.UseAuthorization();
        app.MapSessions();
        app.MapReview();
        app.MapRecords();
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(nameof(UserRole.Reader));
        app.MapPages();
    }

    /// <summary>Starts the host.</summary>
    /// <exception cref="SettingsException">The address cannot be listened on.</exception>
    public static async Task StartAsync(Microsoft.Extensions.Hosting.IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            // What runs beside the page has begun already.
            await host.StopAsync(CancellationToken.None);
            throw new SettingsException($"Review:Address: {error.Message.Split('\n')[0]}");
        }
    }

    private static void AddServices(IServiceCollection services, ReviewOptions options, bool isLoopback)
    {
        services.AddRoutingCore();
        services.AddSingleton(options);
        services.AddSingleton(new ProcessKey(ApiDiscovery.NewKey()));
        services.AddSingleton(p => new ReviewDesk(p.GetRequiredService<IRecordStore>(), p.GetRequiredService<IReviewStore>(), p.GetRequiredService<IIngestionStore>(), options, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BulkDecisions>();
        services.AddHostedService<ReviewService>();
        services.AddReviewAuthentication(options, isLoopback);
        services.AddAntiforgery(a =>
        {
            a.HeaderName = SecurityHeaders.TokenHeader;
            a.Cookie.Name = "review-token";
            a.Cookie.SameSite = SameSiteMode.Strict;
            a.Cookie.SecurePolicy = isLoopback ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (context, _) => await Problems.Of(StatusCodes.Status429TooManyRequests, "Too many tries to sign in; wait a minute.").ExecuteAsync(context.HttpContext);
            limiter.AddPolicy(SessionEndpoints.SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            // The message says what to do; the framework's trace id says nothing to a reviewer.
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Detail ??= Explain(context.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error, context.HttpContext.Response.StatusCode);
        });
        services.Configure<ExceptionHandlerOptions>(o => o.StatusCodeSelector = e => e switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            StoreException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        });
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedFor);
        if (isLoopback && !options.BehindProxy)
        {
            // A page of another site that calls itself by this machine's address must not get in.
            services.AddHostFiltering(o => o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        }
        else
        {
            services.AddHostFiltering(o => o.AllowedHosts = ["*"]);
        }

        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Extraction Pipeline";
            document.Info.Version = "v1";
            document.Info.Description = "Records of medical AI models and their review. Programs send an API key as \"Authorization: Bearer KEY\".";
            return Task.CompletedTask;
        }));
    }

    private static string Explain(Exception? error, int status) => error switch
    {
        BadHttpRequestException { InnerException: JsonException json } => $"The request's JSON cannot be read at {json.Path ?? "its beginning"}.",
        BadHttpRequestException bad => bad.Message,
        StoreException store => store.Message,
        _ => status switch
        {
            StatusCodes.Status401Unauthorized => "You are not signed in, or the session has expired.",
            StatusCodes.Status403Forbidden => "Your role does not allow this.",
            StatusCodes.Status404NotFound => "There is no such address.",
            StatusCodes.Status400BadRequest => "The request cannot be understood.",
            _ => "The request was not carried out.",
        },
    };

    private static (bool IsLoopback, string OriginalString) AddressOf(ReviewOptions options)
    {
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
        {
            throw new SettingsException($"Review:Address: {options.Address} is no address of the form http://127.0.0.1:5180");
        }

        var isLoopback = uri.IsLoopback;
        if (!isLoopback && !options.SignIn && options.UserHeader.Length == 0)
        {
            throw new SettingsException($"Review:Address: {options.Address} can be reached from other machines, where everyone could decide; set Review:SignIn and add users, or Review:UserHeader behind a proxy");
        }

        return (isLoopback, uri.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The options with a free port where another process has the usual one and no other was asked for.</summary>
    public static ReviewOptions WithFreePort(ReviewOptions options)
    {
        if (options.Address != new ReviewOptions().Address)
        {
            return options;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, new Uri(options.Address).Port));
            return options;
        }
        catch (SocketException)
        {
            return options with { Address = "http://127.0.0.1:0" };
        }
    }
}

/// <summary>The store's file.</summary>
internal sealed record StoreLocation(string Path);
