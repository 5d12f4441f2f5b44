using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Duplicates;

namespace ExtractionPipeline.Ingestion.Tests.Duplicates;

public sealed class StoryIndexTests
{
    private readonly Dictionary<string, string> texts = [];

    [Fact]
    public async Task The_same_text_in_other_page_frames_is_the_same_story()
    {
        foreach (var (index, name, text) in await FilledAsync())
        {
            var framed = $"Elsewhere Daily\nBy our staff\n{text}\nShare this on every network. Read more: ten things to know today about other matters entirely.";
            await AssertFoundAsync(index, name, framed, 0.95);
        }
    }

    [Fact]
    public async Task A_version_cut_to_its_first_half_is_the_same_story()
    {
        var (found, all) = (0, 0);
        foreach (var (index, name, text) in await FilledAsync(atLeast: 250))
        {
            var claim = await index.ClaimAsync(text[..(text.Length / 2)], null, default);
            all++;
            found += claim.ArticleId == name ? 1 : 0;
            claim.Abandon();
        }

        // Half a text meets the whole in a band with probability 0.99.
        Assert.InRange(found, Math.Ceiling(all * 0.96), all);
    }

    [Fact]
    public async Task An_updated_version_with_a_changed_and_an_added_paragraph_is_the_same_story()
    {
        foreach (var (index, name, text) in await FilledAsync(atLeast: 250))
        {
            var lines = text.Split('\n').ToList();
            lines[0] = "Updated: " + lines[0];
            lines.Insert(lines.Count / 2, "On Tuesday the ministry added that it would look into the matter before the end of the year, and declined to say more about it.");
            await AssertFoundAsync(index, name, string.Join('\n', lines), 0.85);
        }
    }

    [Fact]
    public async Task Different_stories_are_not_taken_for_one_even_about_the_same_model()
    {
        var corpus = Articles.Corpus;
        var index = Index();
        var matches = new List<(string, string, double)>();
        foreach (var (name, article, _) in corpus)
        {
            texts[name] = article.Text;
            var claim = await index.ClaimAsync(article.Text, null, default);
            if (claim.ArticleId is { } other)
            {
                matches.Add((name, other, claim.Similarity));
            }
            else
            {
                claim.Complete(name);
            }
        }

        // Whatever is found must be a copy: nearly all of the shorter text in the longer one.
        Assert.All(matches, m => Assert.True(m.Item3 > 0.8, m.ToString()));
        Assert.True(matches.Count < 12, string.Join('\n', matches));

        const string First = "Ruijin Hospital and Huawei presented the pathology model RuiPath on Tuesday. It reads slides of nineteen common cancers and answers questions of pathologists in conversation. The hospital said that it had trained the model on more than a million digitised slides from its own archive over twelve years.";
        const string Second = "The pathology model RuiPath of Ruijin Hospital and Huawei has been taken into use at forty county hospitals in Yunnan this spring. Doctors there send slides over a leased line and get a second opinion within minutes. A study of six thousand cases is to show by next summer whether fewer patients must travel to Shanghai.";
        var claimed = await index.ClaimAsync(First, null, default);
        claimed.Complete("first");
        Assert.Null((await index.ClaimAsync(Second, null, default)).ArticleId);
    }

    [Fact]
    public async Task Real_pages_that_tell_different_stories_are_kept_apart()
    {
        var index = Index();
        foreach (var (name, article) in Articles.Real())
        {
            texts[name] = article.Text;
            var claim = await index.ClaimAsync(article.Text, null, default);
            Assert.Null(claim.ArticleId);
            claim.Complete(name);
        }
    }

    [Fact]
    public async Task Of_two_copies_at_once_the_later_waits_for_the_earlier()
    {
        var index = Index();
        var text = Long(1);
        var first = await index.ClaimAsync(text, null, default);
        var second = index.ClaimAsync(text, null, default);
        Assert.False(second.IsCompleted);
        first.Complete("a");
        Assert.Equal("a", (await second).ArticleId);

        var third = await index.ClaimAsync(Long(2), null, default);
        var fourth = index.ClaimAsync(Long(2), null, default);
        third.Abandon();
        Assert.Null((await fourth).ArticleId);
    }

    [Fact]
    public async Task A_new_version_does_not_match_its_own_article()
    {
        var index = Index();
        (await index.ClaimAsync(Long(1), null, default)).Complete("a");
        texts["a"] = Long(1);
        Assert.Null((await index.ClaimAsync(Long(1) + " more", "a", default)).ArticleId);
    }

    [Fact]
    public async Task The_index_stays_within_its_bounds_and_forgets_the_oldest()
    {
        var index = new StoryIndex(new DuplicateOptions { Articles = 100 }, (id, _) => Task.FromResult(texts.GetValueOrDefault(id)));
        for (var i = 0; i < 300; i++)
        {
            texts[$"{i}"] = Long(i);
            (await index.ClaimAsync(Long(i), null, default)).Complete($"{i}");
        }

        Assert.InRange(index.Count, 90, 101);
        Assert.Equal("299", (await index.ClaimAsync(Long(299), null, default)).ArticleId);
        Assert.Null((await index.ClaimAsync(Long(5), null, default)).ArticleId);
    }

    [Fact]
    public async Task Signatures_from_the_store_are_found()
    {
        var index = Index();
        texts["a"] = Long(1);
        index.Add(new ArticleSignature("a", MinHash.BandsOf(Shingles.Of(Long(1))), default));
        Assert.Equal("a", (await index.ClaimAsync(Long(1), null, default)).ArticleId);
    }

    [Fact]
    public async Task Texts_too_short_to_judge_are_left_alone()
    {
        var index = Index();
        (await index.ClaimAsync("A short notice of few words.", null, default)).Complete("a");
        Assert.Null((await index.ClaimAsync("A short notice of few words.", null, default)).ArticleId);
    }

    private static string Long(int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, 200).Select(_ => $"w{random.Next(1000)}"));
    }

    private StoryIndex Index() => new(new DuplicateOptions(), (id, _) => Task.FromResult(texts.GetValueOrDefault(id)));

    /// <summary>An index with real pages where there are some, else with the corpus; and each of its texts.</summary>
    private async Task<IReadOnlyList<(StoryIndex Index, string Name, string Text)>> FilledAsync(int atLeast = 60)
    {
        var index = Index();
        var filled = new List<(StoryIndex, string, string)>();
        foreach (var (name, text) in Articles.Corpus.Take(60).Select(a => (a.Name, a.Article.Text)).Where(a => Shingles.Of(a.Text).Count >= atLeast))
        {
            texts[name] = text;
            var claim = await index.ClaimAsync(text, null, default);
            if (claim.ArticleId is null)
            {
                claim.Complete(name);
                filled.Add((index, name, text));
            }
        }

        return filled;
    }

    private static async Task AssertFoundAsync(StoryIndex index, string name, string text, double least)
    {
        var claim = await index.ClaimAsync(text, null, default);
        Assert.Equal(name, claim.ArticleId);
        Assert.InRange(claim.Similarity, least, 1);
    }
}
