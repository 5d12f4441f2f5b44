using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Ingestion.Versions;

/// <summary>
/// Finds evidence again in a later version of its text. The same words are looked for first, where the words around them fit
/// best; failing that, the sentence that has most words in common with the evidence's own. Pure.
/// </summary>
public static class EvidenceAnchoring
{
    private const int Context = 48;

    /// <summary>Characters of fitting context from which on a short piece of evidence is believed to be the same one.</summary>
    private const int EnoughContext = 12;

    private const int LongEnoughAlone = 16;
    private const int MostOccurrences = 200;

    /// <summary>Share of the words of the evidence's sentence that a changed one must still have.</summary>
    private const double AlikeEnough = 0.5;

    /// <summary>Anchors a record of an earlier version in a later text.</summary>
    public static AnchoredRecord Anchor(StoredRecord record, string before, string after)
    {
        ArgumentNullException.ThrowIfNull(record);
        var anchors = record.Record.Values.SelectMany(v => v.Evidence).Select(e => Anchor(e, before, after)).ToList();
        var worst = anchors.Count == 0 ? EvidenceState.Unchanged : anchors.Max(a => a.State);
        return new AnchoredRecord(record.Key, record.ArticleId, record.ArticleVersion, 0, worst, anchors);
    }

    /// <summary>Anchors one piece of evidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The evidence does not stand in the earlier text.</exception>
    public static EvidenceAnchor Anchor(Evidence evidence, string before, string after)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var span = evidence.Span;
        var words = span.Of(before);
        if (FindSame(words, span, before, after) is { } found)
        {
            return new EvidenceAnchor(span, found, found.Start == span.Start && found.End == span.End ? EvidenceState.Unchanged : EvidenceState.Moved);
        }

        return FindAlike(span, before, after) is { } alike
            ? new EvidenceAnchor(span, alike, EvidenceState.Changed)
            : new EvidenceAnchor(span, null, EvidenceState.Gone);
    }

    private static TextSpan? FindSame(string words, TextSpan span, string before, string after)
    {
        if (words.Length == 0)
        {
            return null;
        }

        var (best, bestFit, bestDistance, count) = (-1, -1, int.MaxValue, 0);
        for (var at = after.IndexOf(words, StringComparison.Ordinal); at >= 0 && count < MostOccurrences; at = after.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            count++;
            var fit = Fit(before, span, after, at);
            var distance = Math.Abs(at - span.Start);
            if (fit > bestFit || (fit == bestFit && distance < bestDistance))
            {
                (best, bestFit, bestDistance) = (at, fit, distance);
            }
        }

        var isSure = best >= 0 && (bestFit >= EnoughContext || (count == 1 && words.Length >= LongEnoughAlone) || (best == span.Start && before == after));
        return isSure ? new TextSpan(best, best + words.Length) : null;
    }

    /// <summary>How many characters before and behind fit, up to the context on each side; an end of both texts fits as a whole.</summary>
    private static int Fit(string before, TextSpan span, string after, int at)
    {
        var left = 0;
        while (left < Context && span.Start - left > 0 && at - left > 0 && before[span.Start - left - 1] == after[at - left - 1])
        {
            left++;
        }

        var right = 0;
        var end = at + span.Length;
        while (right < Context && span.End + right < before.Length && end + right < after.Length && before[span.End + right] == after[end + right])
        {
            right++;
        }

        left = span.Start == left && at == left ? Context : left;
        right = span.End + right == before.Length && end + right == after.Length ? Context : right;
        return left + right;
    }

    private static TextSpan? FindAlike(TextSpan span, string before, string after)
    {
        var sentence = SentenceAround(before, span);
        var wanted = Words(sentence.In(before));
        if (wanted.Count == 0)
        {
            return null;
        }

        TextSpan? best = null;
        var bestShare = AlikeEnough;
        foreach (var candidate in Sentences(after))
        {
            var found = Words(candidate.In(after));
            var share = wanted.Count(found.Contains) / (double)Math.Max(wanted.Count, Math.Min(found.Count, wanted.Count * 2));
            if (share >= bestShare)
            {
                (best, bestShare) = (candidate, share);
            }
        }

        return best;
    }

    private static TextSpan SentenceAround(string text, TextSpan span)
    {
        var start = span.Start;
        while (start > 0 && !IsEnd(text, start - 1))
        {
            start--;
        }

        var end = Math.Max(span.End, span.Start + 1);
        while (end < text.Length && !IsEnd(text, end - 1))
        {
            end++;
        }

        return new TextSpan(start, Math.Min(end, text.Length));
    }

    private static IEnumerable<TextSpan> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEnd(text, i) || i == text.Length - 1)
            {
                if (i + 1 > start)
                {
                    var first = start;
                    while (first < i && char.IsWhiteSpace(text[first]))
                    {
                        first++;
                    }

                    yield return new TextSpan(first, i + 1);
                }

                start = i + 1;
            }
        }
    }

    private static bool IsEnd(string text, int i) =>
        text[i] is '\n' or '。' or '！' or '？' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));

    private static HashSet<string> Words(ReadOnlySpan<char> text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWide = i < text.Length && text[i] is (>= '\u3040' and <= '\u9fff') or (>= '\uac00' and <= '\ud7af');
            if (i < text.Length && char.IsLetterOrDigit(text[i]) && !isWide)
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
            {
                words.Add(text[start..i].ToString());
                start = -1;
            }

            if (isWide)
            {
                words.Add(text[i].ToString());
            }
        }

        return words;
    }
}
