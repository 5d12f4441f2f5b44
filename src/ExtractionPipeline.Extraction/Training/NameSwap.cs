using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>
/// Makes copies of articles in which models, hospitals, companies and people have other names of the same form, so that only context and form
/// can be learned. Every own word of a name ("Ruijin", "DeepGEM", "Keel") is replaced throughout the article by one of another article that is
/// written alike; head nouns, places, clinical terms and numbers stay.
/// </summary>
internal sealed class NameSwap
{
    private static readonly ulong Kept = AnalyzedText.Mask(
        Cue.OrganisationHead, Cue.Place, Cue.Demonym, Cue.Specialty, Cue.ModelHead, Cue.ToolHead, Cue.AiCore, Cue.AiModifier, Cue.NamePossessive, Cue.Preposition, Cue.Conjunction,
        Cue.AgentNoun, Cue.NameTail, Cue.First, Cue.OrganisationJoin, Cue.BaseModel, Cue.PersonTitle, Cue.SentenceStarter);

    private readonly TextAnalyzer analyzer;
    private readonly WordClusters clusters;
    private readonly Random random;
    private readonly Dictionary<string, List<string>> pools = new(StringComparer.Ordinal);

    /// <param name="room">Cuts texts and names into words, and knows ordinary ones.</param>
    /// <param name="articles">Whose names are shuffled among each other.</param>
    /// <param name="seed">The same seed gives the same copies.</param>
    public NameSwap(ExtractionRoom room, IEnumerable<TrainingArticle> articles, int seed)
    {
        analyzer = room.Analyzer;
        clusters = room.Clusters;
        random = new Random(seed);
        foreach (var (word, isModel) in articles.SelectMany(a => OwnWords(a.Records)).Distinct().OrderBy(w => w.Word, StringComparer.Ordinal).ThenBy(w => w.IsModel))
        {
            Pool(FormOf(word, isModel)).Add(word);
        }
    }

    /// <summary>The article with other names, in its text and its gold alike.</summary>
    public TrainingArticle Copy(TrainingArticle article)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (word, isModel) in OwnWords(article.Records))
        {
            if (!map.ContainsKey(word))
            {
                map[word] = Other(word, isModel);
            }
        }

        return article with { Article = Rewrite(article.Article, map), Records = [.. article.Records.Select(r => Rewrite(r, map))] };
    }

    /// <summary>The words of the names of a gold that are theirs alone, models' words first.</summary>
    private IEnumerable<(string Word, bool IsModel)> OwnWords(IEnumerable<GoldRecord> records)
    {
        var models = records.SelectMany(r => new[] { r.Model.Name }.Concat(r.Model.Aliases ?? []).OfType<string>()).Select(n => (Name: n, IsModel: true));
        var others = records.SelectMany(r => r.Hospitals.Concat(r.Adopters).Concat(r.Partners).SelectMany(o => new[] { o.Name }.Concat(o.Aliases ?? []))).Select(n => (Name: n, IsModel: false));
        foreach (var (name, isModel) in models.Concat(others))
        {
            var text = analyzer.Analyze(PlainArticle(name));
            for (var i = 0; i < text.Tokens.Length; i++)
            {
                var token = text.Tokens[i];
                if (token.IsWord && token.IsCapitalised && !token.Has(TokenShape.Digit) && token.End - token.Start > 2 && !text.HasAny(i, Kept))
                {
                    yield return (text.Word(i).ToString(), isModel);
                }
            }
        }
    }

    private static Article PlainArticle(string text) =>
        new() { Text = text, Blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(0, text.Length))] };

    /// <summary>A word written alike, drawn at random; the word itself when it is alone of its kind.</summary>
    private string Other(string word, bool isModel)
    {
        var pool = Pool(FormOf(word, isModel));
        for (var attempt = 0; attempt < 8 && pool.Count > 1; attempt++)
        {
            var other = pool[random.Next(pool.Count)];
            if (other != word)
            {
                return other;
            }
        }

        return word;
    }

    private List<string> Pool(string form)
    {
        if (!pools.TryGetValue(form, out var pool))
        {
            pools.Add(form, pool = []);
        }

        return pool;
    }

    /// <summary>How a word is written: whose name it is part of, capitals, length in steps, hyphens, letters beyond ASCII, whether it is an ordinary word and whether its syllables may be pinyin.</summary>
    private string FormOf(string word, bool isModel)
    {
        var form = new StringBuilder();
        form.Append(isModel ? 'M' : 'O').Append(clusters.Of(word).Fine >= 0 ? 'w' : ' ');
        form.Append(word.All(c => !char.IsLower(c)) ? 'A' : word.Skip(1).Any(char.IsUpper) ? 'C' : 'a');
        form.Append(word.Length <= 4 ? '4' : word.Length <= 7 ? '7' : '9');
        form.Append(word.Contains('-', StringComparison.Ordinal) || word.Contains('·', StringComparison.Ordinal) ? '-' : ' ');
        form.Append(word.Any(c => c > 127) ? 'x' : ' ');
        form.Append(IsPinyinLike(word) ? 'p' : ' ');
        return form.ToString();
    }

    /// <summary>Syllables of pinyin end in a vowel, n, ng or r.</summary>
    private static bool IsPinyinLike(string word)
    {
        var consonants = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var c = char.ToLowerInvariant(word[i]);
            if ("aeiouü".Contains(c, StringComparison.Ordinal))
            {
                consonants = 0;
            }
            else if (++consonants > 3 || (i == word.Length - 1 && c is not ('n' or 'g' or 'r')) || c is 'v')
            {
                return false;
            }
        }

        return word.All(c => c < 128);
    }

    private Article Rewrite(Article article, Dictionary<string, string> map)
    {
        var text = analyzer.Analyze(article);
        var output = new StringBuilder(article.Text.Length + 64);
        var places = new List<(int From, int To)>();
        var position = 0;
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            var token = text.Tokens[i];
            if (!token.IsWord || !map.TryGetValue(text.Word(i).ToString(), out var other))
            {
                continue;
            }

            output.Append(article.Text, position, token.Start - position).Append(other);
            position = token.End;
            places.Add((token.End, output.Length));
        }

        output.Append(article.Text, position, article.Text.Length - position);
        return article with { Text = output.ToString(), Title = null, Blocks = [.. article.Blocks.Select(b => Moved(b, places))] };
    }

    private static ArticleBlock Moved(ArticleBlock block, List<(int From, int To)> places) =>
        block with { Span = Moved(block.Span, places), Cells = [.. block.Cells.Select(c => Moved(c, places))] };

    private static TextSpan Moved(TextSpan span, List<(int From, int To)> places) => new(Moved(span.Start, places), Moved(span.End, places));

    /// <summary>An offset that lies within no replaced word.</summary>
    private static int Moved(int offset, List<(int From, int To)> places)
    {
        int low = 0, high = places.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (places[middle].From <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? offset : offset + places[low - 1].To - places[low - 1].From;
    }

    private GoldRecord Rewrite(GoldRecord record, Dictionary<string, string> map) => record with
    {
        Model = new GoldModel(record.Model.Name is { } name ? Rewrite(name, map) : null, [.. (record.Model.Aliases ?? []).Select(a => Rewrite(a, map))], record.Model.Description is { } words ? Rewrite(words, map) : null),
        Hospitals = [.. record.Hospitals.Select(o => Rewrite(o, map))],
        Adopters = [.. record.Adopters.Select(o => Rewrite(o, map))],
        Partners = [.. record.Partners.Select(o => Rewrite(o, map))],
        Specialties = [.. record.Specialties.Select(s => s with { Text = Rewrite(s.Text, map) })],
        FirstOfKind = [.. record.FirstOfKind.Select(c => c with { Text = Rewrite(c.Text, map) })],
    };

    private GoldOrganisation Rewrite(GoldOrganisation organisation, Dictionary<string, string> map) =>
        new(Rewrite(organisation.Name, map), [.. (organisation.Aliases ?? []).Select(a => Rewrite(a, map))]);

    private string Rewrite(string words, Dictionary<string, string> map) => words.Length == 0 ? words : Rewrite(PlainArticle(words), map).Text;
}
