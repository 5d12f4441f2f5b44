using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Learning;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>gold promote</c>: makes gold of an article on whose records a person has decided.</summary>
internal sealed class GoldPromotion(Terminal terminal)
{
    private const string Split = "train";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Command Build()
    {
        var article = new Argument<string>("article") { Description = "The article's id, or the key of one of its records." };
        var name = new Option<string?>("--id") { Description = "Name of the gold file and page. Default: reviewed- and the article's id." };
        var store = StoreOption.Create();
        var options = new GoldOptions();
        var promote = new Command(
            "promote",
            """
            Make gold of a reviewed article: its page goes to the pages, its confirmed and corrected records to the gold
            and its name to the train split. Every record of it must have been decided on by a person.

            Exit status: 0 done, 2 not decided on, or there already, 4 no such article.
            """)
        {
            article, name, store,
        };
        options.AddTo(promote);
        promote.SetAction((r, c) => PromoteAsync(r.GetValue(article)!.Split('.')[0], r.GetValue(name), r.GetValue(store), options.Of(r), c));
        return promote;
    }

    private async Task<int> PromoteAsync(string articleId, string? name, string? path, (string Gold, string Pages) folders, CancellationToken cancellationToken)
    {
        await using var access = StoreAccess.Open(Settings.From(Settings.Configuration(StoreOption.Overrides(path))).Storage);
        if (await access.Records.GetArticleAsync(articleId, null, cancellationToken) is not { } article)
        {
            terminal.Error($"there is no article {articleId}");
            return ExitCode.NotFound;
        }

        var review = await ReviewedRecords.ReviewAsync(access, articleId, cancellationToken);
        var id = name ?? $"reviewed-{articleId}";
        var problem = ProblemOf(review, id, folders);
        if (problem is not null)
        {
            terminal.Error(problem);
            return ExitCode.Usage;
        }

        var page = await access.Records.GetRawContentAsync(articleId, article.Version, cancellationToken) ?? throw new StoreException($"the page of article {articleId} is missing");
        var gold = new GoldArticle(id, null, article.Article.Language, new GoldRecords([.. review.Records.Where(r => r.State != ReviewState.Rejected).Select(r => ReviewedArticles.ToGold(r.Record))]));
        await File.WriteAllBytesAsync(Path.Combine(folders.Pages, id + ExtensionOf(article.Sources[0])), page, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folders.Gold, id + ".json"), JsonSerializer.Serialize(gold, Form) + "\n", cancellationToken);
        await File.AppendAllTextAsync(Path.Combine(folders.Gold, "splits.txt"), $"{id} {Split} {id}\n", cancellationToken);
        terminal.Note($"{id}: {gold.Gold.Records.Count} records; see that it belongs to no event of another split, and run gold check");
        return ExitCode.Success;
    }

    private static string? ProblemOf(ArticleReview review, string id, (string Gold, string Pages) folders)
    {
        var open = review.Records.Count(r => !r.IsDecided);
        return !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || id.Length is 0 or > 80 ? $"--id {id}: a name is 1 to 80 letters, digits, hyphens and underscores"
            : open > 0 ? $"{open} of the article's records have not been decided on by a person"
            : review.Records.Count == 0 && !review.IsComplete ? "no one has said that the article holds no record (on the page: nothing missed)"
            : new[] { folders.Gold, folders.Pages }.FirstOrDefault(f => !Directory.Exists(f)) is { } missing ? $"{missing}: there is no such folder"
            : File.Exists(Path.Combine(folders.Gold, id + ".json")) ? $"{id}.json is there already"
            : null;
    }

    private static string ExtensionOf(string source) => Path.GetExtension(source.Split('?')[0]).ToLowerInvariant() is ".txt" ? ".txt" : ".html";
}
