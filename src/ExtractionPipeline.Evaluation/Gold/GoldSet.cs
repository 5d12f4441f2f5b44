using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Gold;

/// <summary>A gold article with its page.</summary>
/// <param name="Gold">The gold.</param>
/// <param name="Page">Path of the page.</param>
/// <param name="Article">The page as it was read; null when no page was needed.</param>
/// <param name="Event">Key of the event that it reports; the article's id when nothing is known.</param>
public sealed record GoldPage(GoldArticle Gold, string Page, Article? Article, string Event);

/// <summary>What loading gold and pages gave.</summary>
/// <param name="Pages">The sound articles.</param>
/// <param name="Problems">Everything that is wrong, one line each with file and place; when there is any, figures would mislead.</param>
public sealed record GoldSet(IReadOnlyList<GoldPage> Pages, IReadOnlyList<string> Problems)
{
    private static readonly string[] PageExtensions = [".html", ".htm", ".txt"];

    /// <summary>Loads a gold folder with the pages that belong to it, or one split of it.</summary>
    /// <param name="goldFolder">Folder of gold files, perhaps with <c>splits.txt</c>.</param>
    /// <param name="pageFolder">Folder of pages with the same stems.</param>
    /// <param name="split">Name of the split; null for all articles.</param>
    /// <param name="reader">Reads the pages, each once and in parallel.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    public static GoldSet Load(string goldFolder, string pageFolder, string? split, IArticleReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var missing = new[] { (goldFolder, "gold"), (pageFolder, "pages") }.Where(f => !Directory.Exists(f.Item1)).Select(f => $"{f.Item1}: there is no such folder of {f.Item2}").ToList();
        if (missing.Count > 0)
        {
            return new GoldSet([], missing);
        }

        var reading = GoldReader.ReadFolder(goldFolder);
        var problems = reading.Problems.ToList();
        var splits = SplitFile.Read(goldFolder);
        problems.AddRange(splits?.Problems ?? []);
        problems.AddRange(PagesWithoutGold(goldFolder, pageFolder));
        var chosen = Choose(reading.Articles, goldFolder, splits, split, problems);
        var events = splits?.Entries.ToDictionary(e => e.Article, e => e.Event, StringComparer.Ordinal);
        var pages = new (GoldPage? Page, string? Problem)[chosen.Count];
        Parallel.For(0, chosen.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var key = events?.GetValueOrDefault(chosen[i].Id) ?? chosen[i].Id;
            pages[i] = LoadPage(chosen[i], pageFolder, key, reader, cancellationToken);
        });
        problems.AddRange(pages.Select(p => p.Problem).OfType<string>());
        return new GoldSet([.. pages.Select(p => p.Page).OfType<GoldPage>()], problems);
    }

    private static IReadOnlyList<GoldArticle> Choose(IReadOnlyList<GoldArticle> articles, string folder, SplitFile? splits, string? split, List<string> problems)
    {
        if (articles.Count == 0)
        {
            problems.Add($"{folder}: there is no sound gold file");
        }

        if (split is null)
        {
            return articles;
        }

        if (splits is null)
        {
            problems.Add($"{folder}: there is no {SplitFile.FileName}, so no split {split}");
            return [];
        }

        var ids = splits.ArticlesOf(split);
        var chosen = articles.Where(a => ids.Contains(a.Id)).ToList();
        problems.AddRange(ids.Where(id => !File.Exists(Path.Combine(folder, $"{id}.json"))).Select(id => $"{SplitFile.FileName}: there is no gold file for {id}"));
        if (chosen.Count == 0)
        {
            problems.Add($"{folder}: the split {split} is empty");
        }

        return chosen;
    }

    private static IEnumerable<string> PagesWithoutGold(string goldFolder, string pageFolder) =>
        Directory.EnumerateFiles(pageFolder)
            .Where(p => PageExtensions.Contains(Path.GetExtension(p).ToLowerInvariant()) && Path.GetFileName(p) != SplitFile.FileName)
            .Where(p => !File.Exists(Path.Combine(goldFolder, Path.GetFileNameWithoutExtension(p) + ".json")))
            .Order(StringComparer.Ordinal)
            .Select(p => $"{p}: there is no gold file for this page");

    private static (GoldPage? Page, string? Problem) LoadPage(GoldArticle gold, string folder, string key, IArticleReader reader, CancellationToken cancellationToken)
    {
        var path = PageExtensions.Select(e => Path.Combine(folder, gold.Id + e)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return (null, $"{gold.Id}.json: there is no page {Path.Combine(folder, gold.Id)}.html");
        }

        var result = reader.Read(new RawDocument(path, File.ReadAllBytes(path)), cancellationToken);
        return result.Succeeded
            ? (new GoldPage(gold, path, result.Article, key), null)
            : (null, $"{path}: {result.Failure.Message}");
    }
}
