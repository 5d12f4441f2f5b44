using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Evaluation.Gold;

/// <summary>What reading gold gave: the sound articles and, in one line each, what is wrong with the others.</summary>
/// <param name="Articles">The sound articles, by file name.</param>
/// <param name="Problems">Problems, each naming file and place.</param>
public sealed record GoldReading(IReadOnlyList<GoldArticle> Articles, IReadOnlyList<string> Problems);

/// <summary>Reads and checks gold files.</summary>
public static class GoldReader
{
    /// <summary>Reads all <c>*.json</c> files of a folder in ordinal order of their names.</summary>
    public static GoldReading ReadFolder(string folder)
    {
        var articles = new List<GoldArticle>();
        var problems = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            var (article, found) = Read(name, File.ReadAllText(file));
            problems.AddRange(found);
            if (article is not null)
            {
                articles.Add(article);
            }
        }

        return new GoldReading(articles, problems);
    }

    /// <summary>Reads one gold file's text; the article is null when it has any problem.</summary>
    public static (GoldArticle? Article, IReadOnlyList<string> Problems) Read(string fileName, string json)
    {
        GoldArticle? article;
        try
        {
            article = JsonSerializer.Deserialize(json, GoldContext.Default.GoldArticle);
        }
        catch (JsonException error)
        {
            return (null, [string.Create(CultureInfo.InvariantCulture, $"{fileName}:{(error.LineNumber ?? 0) + 1}: broken JSON at {error.Path ?? "the start"}")]);
        }

        if (article?.Gold?.Records is null)
        {
            return (null, [$"{fileName}: no gold.records"]);
        }

        article = article with { Gold = new GoldRecords([.. article.Gold.Records.Select(Completed)]) };
        var problems = new List<string>();
        if (article.Id != Path.GetFileNameWithoutExtension(fileName))
        {
            problems.Add($"{fileName}: the id is {article.Id}");
        }

        for (var i = 0; i < article.Gold.Records.Count; i++)
        {
            Check(article.Gold.Records[i], $"{fileName}: gold.records[{i}]", problems);
        }

        return (problems.Count == 0 ? article : null, problems);
    }

    /// <summary>Keys that a file leaves out are empty lists.</summary>
    private static GoldRecord Completed(GoldRecord record) => record with
    {
        Model = record.Model ?? new GoldModel(null, null, null),
        Hospitals = record.Hospitals ?? [],
        Adopters = record.Adopters ?? [],
        Partners = record.Partners ?? [],
        Specialties = record.Specialties ?? [],
        FirstOfKind = record.FirstOfKind ?? [],
    };

    private static void Check(GoldRecord record, string place, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(record.Model.Name) == string.IsNullOrWhiteSpace(record.Model.Description))
        {
            problems.Add($"{place}.model: either a name or a description");
        }

        problems.AddRange(record.Specialties.Where(s => !Labels.TryParse(s.Label, out Specialty _)).Select(s => $"{place}.specialties: unknown label {s.Label}"));
        problems.AddRange(record.FirstOfKind.Where(c => !Labels.TryParse(c.Scope, out ClaimScope _)).Select(c => $"{place}.firstOfKind: unknown scope {c.Scope}"));
        foreach (var (field, values) in Values(record))
        {
            problems.AddRange(values.Where(string.IsNullOrWhiteSpace).Select(_ => $"{place}.{field}: an empty value"));
            problems.AddRange(values.GroupBy(v => v).Where(g => g.Count() > 1).Select(g => $"{place}.{field}: {g.Key} stands twice"));
        }
    }

    private static IEnumerable<(string Field, IReadOnlyList<string> Values)> Values(GoldRecord record)
    {
        yield return ("hospitals", [.. record.Hospitals.Select(o => o.Name)]);
        yield return ("adopters", [.. record.Adopters.Select(o => o.Name)]);
        yield return ("partners", [.. record.Partners.Select(o => o.Name)]);
        yield return ("specialties", [.. record.Specialties.Select(s => s.Label)]);
        yield return ("firstOfKind", [.. record.FirstOfKind.Select(c => c.Scope)]);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GoldArticle))]
internal sealed partial class GoldContext : JsonSerializerContext;
