using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ExtractionPipeline.App.Composition;

/// <summary>What a host tells about its work goes to standard error, a line each.</summary>
internal static class ConsoleLog
{
    public static void AddConsoleLog(this IHostApplicationBuilder builder, IConfiguration configuration)
    {
        builder.Logging.AddConfiguration(configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
