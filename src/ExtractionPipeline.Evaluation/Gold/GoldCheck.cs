using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Gold;

/// <summary>Checks that gold can be trusted: values stand in the text that the reader produces, nothing is annotated twice, and splits share nothing.</summary>
public static class GoldCheck
{
    /// <summary>All problems of a gold folder and its pages, one line each with file and place; empty when it is sound.</summary>
    public static IReadOnlyList<string> Run(string goldFolder, string pageFolder, IArticleReader reader, CancellationToken cancellationToken = default)
    {
        var set = GoldSet.Load(goldFolder, pageFolder, null, reader, cancellationToken);
        var problems = set.Problems.ToList();
        foreach (var page in set.Pages)
        {
            problems.AddRange(ValuesNotInText(page));
            problems.AddRange(SameModelTwice(page.Gold));
        }

        if (Directory.Exists(goldFolder) && SplitFile.Read(goldFolder) is { } splits)
        {
            problems.AddRange(CheckSplits(splits, set.Pages));
        }

        return problems;
    }

    private static IEnumerable<string> ValuesNotInText(GoldPage page)
    {
        var text = page.Article!.Text;
        return from record in page.Gold.Gold.Records.Select((r, i) => (Record: r, Place: $"{page.Gold.Id}.json: gold.records[{i}]"))
               from value in GoldValues.Of(record.Record)
               where !text.Contains(value.Text, StringComparison.Ordinal)
               select $"{record.Place}.{value.Field}: not in the text that the reader takes from {Path.GetFileName(page.Page)}: {value.Text}";
    }

    private static IEnumerable<string> SameModelTwice(GoldArticle article)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < article.Gold.Records.Count; i++)
        {
            var model = article.Gold.Records[i].Model;
            foreach (var name in ValueNames.Of(model).DefaultIfEmpty(model.Description ?? "").Select(NameNormalisation.Model).Distinct())
            {
                if (seen.TryGetValue(name, out var other) && other != i)
                {
                    yield return $"{article.Id}.json: gold.records[{i}].model: the same model as gold.records[{other}]";
                }

                seen[name] = i;
            }
        }
    }

    private static IEnumerable<string> CheckSplits(SplitFile splits, IReadOnlyList<GoldPage> pages)
    {
        var splitOf = splits.Entries.ToDictionary(e => e.Article, e => e.Split, StringComparer.Ordinal);
        var unlisted = pages.Where(p => !splitOf.ContainsKey(p.Gold.Id)).Select(p => $"{SplitFile.FileName}: {p.Gold.Id} is in no split");
        var known = pages.Where(p => splitOf.ContainsKey(p.Gold.Id)).ToList();
        var absent = splits.Entries.Where(e => !pages.Any(p => p.Gold.Id == e.Article)).Select(e => $"{SplitFile.FileName}:{e.Line}: there is no sound gold article {e.Article}");
        var empty = SplitFile.SplitNames.Where(s => !splits.Entries.Any(e => e.Split == s)).Select(s => $"{SplitFile.FileName}: the split {s} is empty");
        var events = Straddling("event", known.Select(p => (p.Event, p.Gold.Id)), splitOf);
        var models = Straddling(
            "model",
            known.SelectMany(p => p.Gold.Gold.Records.Where(r => r.Model.Name is not null).Select(r => (NameNormalisation.Model(r.Model.Name!), p.Gold.Id))),
            splitOf);
        var clusters = StoryClusters.Find([.. known.Select(p => p.Article!.Text)], [.. known.Select(p => p.Event)]);
        var stories = Straddling("story told in nearly the same words", known.Select((p, i) => (known[clusters[i]].Gold.Id, p.Gold.Id)), splitOf);
        return [.. unlisted, .. absent, .. empty, .. events, .. models, .. stories];
    }

    private static IEnumerable<string> Straddling(string what, IEnumerable<(string Key, string Article)> members, Dictionary<string, string> splitOf) =>
        from side in members.GroupBy(m => m.Key)
        let places = side.Select(m => m.Article).Distinct().ToList()
        where places.Select(a => splitOf[a]).Distinct().Count() > 1
        select $"{SplitFile.FileName}: the {what} {side.Key} straddles splits: {string.Join(", ", places.Select(a => $"{a} ({splitOf[a]})"))}";
}
