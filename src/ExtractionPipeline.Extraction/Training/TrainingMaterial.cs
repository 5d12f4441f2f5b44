using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>The articles and their copies with other names, analysed and shared out among the folds.</summary>
/// <param name="Texts">The articles first, in their order, then the copies.</param>
/// <param name="Gold">The true answers to each.</param>
/// <param name="FoldOf">The fold of each; a copy shares its article's.</param>
/// <param name="ArticleOf">The article that each is or is a copy of.</param>
/// <param name="WeightOf">How much the examples of each article count.</param>
/// <param name="Articles">Number of articles: those before this index are measured on, those behind it are copies.</param>
/// <param name="LearnsFromCopies">Whether the copies stand in the articles' place when classifiers are fitted.</param>
internal sealed record TrainingMaterial(
    IReadOnlyList<AnalyzedText> Texts, IReadOnlyList<GoldAlignment> Gold, IReadOnlyList<int> FoldOf, IReadOnlyList<int> ArticleOf, IReadOnlyList<float> WeightOf, int Articles, bool LearnsFromCopies)
{
    /// <summary>Whether classifiers are fitted to this text.</summary>
    public bool IsLearnedFrom(int index) => !LearnsFromCopies || index >= Articles;

    /// <summary>Whether classifiers are judged by this text.</summary>
    public bool IsMeasured(int index) => index < Articles;

    public static TrainingMaterial Of(ExtractionRoom room, IReadOnlyList<TrainingArticle> articles, TrainingOptions options)
    {
        var all = articles.ToList();
        var articleOf = Enumerable.Range(0, articles.Count).ToList();
        for (var copy = 0; copy < options.Copies; copy++)
        {
            var swap = new NameSwap(room, articles, options.Seed + copy);
            for (var i = 0; i < articles.Count; i++)
            {
                all.Add(swap.Copy(articles[i]));
                articleOf.Add(i);
            }
        }

        var texts = all.Select(a => room.Analyzer.Analyze(a.Article)).ToList();
        var folds = Folds(articles, options);
        return new TrainingMaterial(texts, [.. all.Select((a, i) => new GoldAlignment(texts[i], a.Records))], [.. articleOf.Select(a => folds[a])], articleOf, [.. articles.Select(a => a.Weight)], articles.Count, options.Copies > 0);
    }

    /// <summary>Groups in random order, dealt out one by one.</summary>
    private static int[] Folds(IReadOnlyList<TrainingArticle> articles, TrainingOptions options)
    {
        var groups = articles.Select(a => a.Group).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Random(options.Seed).Shuffle(groups);
        var order = groups.Select((g, i) => (g, i)).ToDictionary(g => g.g, g => g.i % options.Folds, StringComparer.Ordinal);
        return [.. articles.Select(a => order[a.Group])];
    }
}
