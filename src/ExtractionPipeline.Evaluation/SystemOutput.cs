using System.Text.Json;
using ExtractionPipeline.Core.Contract;

namespace ExtractionPipeline.Evaluation;

/// <summary>A system's records for each article, by the article's id.</summary>
/// <param name="Articles">The articles by the stem of their source.</param>
/// <param name="Problems">What is wrong with the file, one line each with file and line.</param>
public sealed record SystemOutput(IReadOnlyDictionary<string, ArticleRecords> Articles, IReadOnlyList<string> Problems)
{
    /// <summary>Reads a file of the output contract; an article that gold does not know or that stands twice is a problem.</summary>
    /// <param name="path">The file of JSON lines.</param>
    /// <param name="known">Ids of all gold articles, whatever their split.</param>
    public static SystemOutput Read(string path, IReadOnlySet<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (!File.Exists(path))
        {
            return new SystemOutput(new Dictionary<string, ArticleRecords>(), [$"{path}: there is no such file"]);
        }

        var articles = new Dictionary<string, ArticleRecords>(StringComparer.Ordinal);
        var problems = new List<string>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line) && ReadLine(line, known, articles) is { } problem)
            {
                problems.Add($"{path}:{number}: {problem}");
            }
        }

        return new SystemOutput(articles, problems);
    }

    private static string? ReadLine(string line, IReadOnlySet<string> known, Dictionary<string, ArticleRecords> articles)
    {
        try
        {
            var article = ArticleRecordsJson.Deserialize(line);
            var id = Path.GetFileNameWithoutExtension(article.Source);
            var records = (article.Records ?? []).Select(Completed).ToList();
            return !known.Contains(id) ? $"the article {id} is unknown to gold"
                : records.Contains(null) ? $"a record of {id} has no model"
                : !articles.TryAdd(id, article with { Records = [.. records.OfType<RecordOutput>()] }) ? $"the article {id} stands twice" : null;
        }
        catch (JsonException error)
        {
            return $"this is no line of the contract {ArticleRecords.SchemaName}: {error.Message.Split('\n')[0]}";
        }
    }

    /// <summary>Other systems leave out what they do not know; null for a record without a model.</summary>
    private static RecordOutput? Completed(RecordOutput? record) => record?.Model is null ? null : record with
    {
        Model = record.Model with { Aliases = record.Model.Aliases ?? [], Evidence = record.Model.Evidence ?? [] },
        Hospitals = Completed(record.Hospitals),
        Adopters = Completed(record.Adopters),
        Partners = Completed(record.Partners),
        Specialties = [.. (record.Specialties ?? []).Where(s => s?.Label is not null).Select(s => s with { Text = s.Text ?? "", Evidence = s.Evidence ?? [] })],
        FirstOfKind = [.. (record.FirstOfKind ?? []).Where(c => c?.Scope is not null).Select(c => c with { Text = c.Text ?? "", Evidence = c.Evidence ?? [] })],
    };

    private static OrganisationOutput[] Completed(IReadOnlyList<OrganisationOutput>? organisations) =>
        [.. (organisations ?? []).Where(o => o?.Name is not null).Select(o => o with { Aliases = o.Aliases ?? [], Evidence = o.Evidence ?? [] })];
}
