using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>Organisations that records name, to suggest them where an article names them too.</summary>
internal sealed class KnownNames
{
    private const int MostSuggestions = 40;

    private readonly Dictionary<string, List<(string Name, string Id, int Records)>> _byFirstWord = new(StringComparer.Ordinal);

    private KnownNames()
    {
    }

    public static KnownNames Of(IEnumerable<IndexedArticle> articles)
    {
        var known = new KnownNames();
        var counted = articles.SelectMany(a => a.Records).Where(r => r.State != ReviewState.Rejected).SelectMany(r => r.Organisations)
            .GroupBy(o => (o.Name, o.Id)).Select(g => (g.Key.Name, g.Key.Id, Records: g.Count()));
        foreach (var name in counted)
        {
            var word = FirstWord(name.Name, 0);
            if (word.Length == 0)
            {
                continue;
            }

            if (!known._byFirstWord.TryGetValue(word, out var list))
            {
                known._byFirstWord[word] = list = [];
            }

            list.Add(name);
        }

        return known;
    }

    /// <summary>Known names in the text, the longest at each place, the most frequent first.</summary>
    public IReadOnlyList<Suggestion> In(string text)
    {
        var found = new Dictionary<string, Suggestion>(StringComparer.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) || (i > 0 && char.IsLetterOrDigit(text[i - 1]) && text[i] < 0x2E80))
            {
                continue;
            }

            if (_byFirstWord.TryGetValue(FirstWord(text, i), out var names))
            {
                foreach (var (name, id, records) in names)
                {
                    if (string.CompareOrdinal(text, i, name, 0, name.Length) == 0 && (i + name.Length == text.Length || !char.IsLetterOrDigit(text[i + name.Length]) || text[i] >= 0x2E80))
                    {
                        found.TryAdd($"{name}\n{id}", new Suggestion(name, id, i, i + name.Length, records));
                    }
                }
            }
        }

        return [.. found.Values.OrderByDescending(s => s.Records).ThenBy(s => s.Name, StringComparer.Ordinal).Take(MostSuggestions)];
    }

    private static string FirstWord(string text, int start)
    {
        if (start < text.Length && text[start] >= 0x2E80)
        {
            return text.Substring(start, 1);
        }

        var end = start;
        while (end < text.Length && char.IsLetterOrDigit(text[end]) && text[end] < 0x2E80)
        {
            end++;
        }

        return text[start..end];
    }
}
