using System.ComponentModel.DataAnnotations;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;
using Microsoft.Extensions.Configuration;

namespace ExtractionPipeline.App.Composition;

/// <summary>A setting is missing, malformed or out of range; the message names the key.</summary>
internal sealed class SettingsException(string message) : Exception(message);

/// <summary>All settings of the program, bound and checked before anything starts.</summary>
internal sealed record Settings(IngestionOptions Ingestion, ArticleReaderOptions Reading, RecordStoreOptions Storage, Web.Status.StatusOptions Status, ReviewOptions Review)
{
    private const string EnvironmentPrefix = "EXTRACTION_PIPELINE_";

    /// <summary>The usual sources, the later over the earlier: the program's appsettings.json, the one in the current folder, environment, command line.</summary>
    public static IConfigurationRoot Configuration(IReadOnlyDictionary<string, string?> commandLine)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
                .AddEnvironmentVariables(EnvironmentPrefix)
                .AddInMemoryCollection(commandLine)
                .Build();
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            throw new SettingsException($"appsettings.json: {(error.InnerException ?? error).Message.Split('\n')[0]}");
        }
    }

    /// <exception cref="SettingsException">A setting is missing, malformed or out of range.</exception>
    public static Settings From(IConfiguration configuration)
    {
        var ingestion = Bind<IngestionOptions>(configuration, "Ingestion");
        for (var i = 0; i < ingestion.Sources.Count; i++)
        {
            Check(ingestion.Sources[i], $"Ingestion:Sources:{i}");
        }

        Check(ingestion.Fetching, "Ingestion:Fetching");
        CheckNetworks(ingestion.Fetching.AllowedNetworks);
        Check(ingestion.Duplicates, "Ingestion:Duplicates");
        Check(ingestion.Retention, "Ingestion:Retention");

        return new Settings(
            ingestion,
            Bind<ArticleReaderOptions>(configuration, "Reading"),
            Bind<RecordStoreOptions>(configuration, "Storage"),
            Bind<Web.Status.StatusOptions>(configuration, "Status"),
            Bind<ReviewOptions>(configuration, "Review"));
    }

    /// <summary>The settings of extraction alone, for commands that need nothing else.</summary>
    /// <exception cref="SettingsException">A setting is missing or malformed.</exception>
    public static ExtractionOptions Extraction(IConfiguration configuration) => Bind<ExtractionOptions>(configuration, "Extraction");

    private static void CheckNetworks(IReadOnlyList<string> networks)
    {
        foreach (var network in networks.Where(n => !System.Net.IPNetwork.TryParse(n, out _)))
        {
            throw new SettingsException($"Ingestion:Fetching:AllowedNetworks: '{network}' is no network such as 10.0.0.0/8");
        }
    }

    private static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        try
        {
            var options = configuration.GetSection(section).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
            Check(options, section);
            return options;
        }
        catch (InvalidOperationException error)
        {
            throw new SettingsException($"{section}: {Reason(error)}");
        }
    }

    private static string Reason(InvalidOperationException error) => (error.InnerException is FormatException or null ? error.Message : error.Message + " " + error.InnerException.Message).Split('\n')[0];

    private static void Check(object options, string section)
    {
        var problems = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            return;
        }

        var keys = problems.Select(p => $"{section}:{p.MemberNames.FirstOrDefault()}: {p.ErrorMessage} (is {Value(options, p.MemberNames.FirstOrDefault())})");
        throw new SettingsException(string.Join("; ", keys));
    }

    private static string Value(object options, string? member) =>
        member is null ? "?" : options.GetType().GetProperty(member)?.GetValue(options)?.ToString() is { Length: > 0 } value ? value : "empty";
}
