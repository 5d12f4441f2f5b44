using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Finds proper names by their capitals and quotation marks, and tells their kind by their head nouns. No list of names is needed.</summary>
internal sealed class NameFinder(NameClassifier classifier)
{
    private static readonly ulong Opener = AnalyzedText.Mask(Cue.NameIntroducer, Cue.Develop, Cue.Launch, Cue.With, Cue.BaseOf);

    private const int LongestQuotedName = 7;

    private static readonly ulong FunctionWord = AnalyzedText.Mask(
        Cue.Preposition, Cue.Conjunction, Cue.Relative, Cue.Auxiliary, Cue.Indefinite, Cue.Negation);

    /// <summary>All names in text order; none overlap.</summary>
    public List<NameMention> Find(AnalyzedText text)
    {
        var names = new List<NameMention>();
        foreach (var sentence in text.Sentences)
        {
            FindIn(text, sentence, names);
        }

        return names;
    }

    private void FindIn(AnalyzedText text, Sentence sentence, List<NameMention> names)
    {
        var loose = IsTitleCase(text, sentence);
        var position = sentence.Tokens.First;
        while (position < sentence.Tokens.End)
        {
            if (text.Tokens[position].Has(TokenShape.OpenQuote) && QuotedEnd(text, position, sentence.Tokens.End) is var end and > 0)
            {
                var kind = classifier.KindOf(text, new TokenRange(position + 1, end), isQuoted: true, out var known);
                var closing = text.Tokens[end].IsQuote ? 1 : 2;
                names.Add(new NameMention(new TokenRange(position + 1, end), kind ?? NameKind.Unknown, Known: known) { ClosingMarks = closing });
                position = end + closing;
            }
            else if (CanBegin(text, sentence, position))
            {
                var sequence = new TokenRange(position, NameExtent.EndOf(text, position, sentence.Tokens.End));
                AddParts(text, sentence, sequence, loose, names);
                position = sequence.End;
            }
            else
            {
                position++;
            }
        }
    }

    /// <summary>A run of capitals may hold several names: "Ruijin Hospital RuiPath". Cuts behind each institution's head.</summary>
    private void AddParts(AnalyzedText text, Sentence sentence, TokenRange sequence, bool loose, List<NameMention> names)
    {
        while (sequence.Count > 0)
        {
            var part = NameParts.First(text, sequence);
            var kind = classifier.KindOf(text, part, isQuoted: false, out var known);
            if (kind is NameKind.Laboratory or NameKind.University && HospitalWithin(text, part) is { } hospital)
            {
                (part, kind) = (hospital, NameKind.Hospital);
            }

            if (kind is not null)
            {
                var opensSentence = part.First == sentence.Tokens.First && part.Count == 1 && text.BlockOf(sentence).Kind != ArticleBlockKind.TableRow && !text.Tokens[part.First].Has(TokenShape.InnerCapital | TokenShape.AllCapitals | TokenShape.Joined);
                names.Add(new NameMention(part, kind.Value, IsLoose: loose || opensSentence, Known: known));
            }

            sequence = new TokenRange(part.End, sequence.End);
            while (sequence.Count > 0 && !text.Tokens[sequence.First].IsCapitalised)
            {
                sequence = new TokenRange(sequence.First + 1, sequence.End);
            }
        }
    }

    /// <summary>"Radiotherapy Department of Beijing Tsinghua Changgung Hospital": the hospital behind "of" counts.</summary>
    private TokenRange? HospitalWithin(AnalyzedText text, TokenRange name)
    {
        for (var i = name.End - 2; i > name.First; i--)
        {
            if (text.IsWord(i, "of"))
            {
                var first = text.IsWord(i + 1, "the") ? i + 2 : i + 1;
                var rest = new TokenRange(first, name.End);
                return rest.Count > 1 && classifier.KindOf(text, rest, isQuoted: false, out _) == NameKind.Hospital ? rest : null;
            }
        }

        return null;
    }

    private static bool CanBegin(AnalyzedText text, Sentence sentence, int position)
    {
        var token = text.Tokens[position];
        if (!token.IsWord || !token.IsCapitalised || token.Has(TokenShape.Number))
        {
            return false;
        }

        if (text.HasAny(position, FunctionWord) && !token.Has(TokenShape.AllCapitals) && text.EndOf(position, Cue.OrganisationHead) < 0)
        {
            return false;
        }

        if (text.Word(position) is "The" or "Its" or "Their" or "Our" or "His" or "Her" or "My" or "Your" or "This" or "That" or "These" or "You" or "We" or "It" or "They" or "Today" or "Yesterday" or "Meanwhile" or "Now" || (position == sentence.Tokens.First && text.HasAny(position, Opener)))
        {
            return false;
        }

        if (token.End - token.Start == 1 && !NextIsCapitalised(text, position, sentence.Tokens.End))
        {
            return false;
        }

        return !text.Has(position, Cue.SentenceStarter) || (text.Has(position, Cue.OrganisationHead) && text.Word(position + 1 < sentence.Tokens.End ? position + 1 : position) is "of" or "for") || NextIsCapitalised(text, position, sentence.Tokens.End);
    }

    private static bool NextIsCapitalised(AnalyzedText text, int position, int end)
    {
        var next = position + 1;
        if (next < end && text.IsPossessive(next))
        {
            next++;
        }

        return next < end && text.Tokens[next].IsWord && text.Tokens[next].IsCapitalised && !text.HasAny(next, FunctionWord);
    }

    /// <summary>Behind the last word of a short quotation that looks like a name; -1 when it is speech or a phrase.</summary>
    private static int QuotedEnd(AnalyzedText text, int open, int end)
    {
        var limit = Math.Min(end, open + LongestQuotedName + 2);
        int words = 0, capitalised = 0;
        for (var i = open + 1; i < limit; i++)
        {
            var token = text.Tokens[i];
            if (token.IsQuote && token.Mark == text.Tokens[open].Mark && !token.Has(TokenShape.OpenQuote))
            {
                // American printers put the comma inside: “Qizhi,” the first of them.
                var last = text.Tokens[i - 1].Is(',') ? i - 1 : i;
                return words > 0 && 2 * capitalised > words && StartsName(text, open + 1) ? last : -1;
            }

            if (token.IsWord)
            {
                words++;
                capitalised += token.IsCapitalised || token.Has(TokenShape.Cjk) || token.Has(TokenShape.Number) ? 1 : 0;
            }
            else if (!token.Is('+') && !token.Is('-') && !token.Is('·') && !token.Is('&') && !token.Is(',') && !text.IsPossessive(i))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool StartsName(AnalyzedText text, int first)
    {
        var token = text.Tokens[first];
        return token.IsCapitalised || token.Has(TokenShape.Cjk) || token.Has(TokenShape.Digit);
    }

    /// <summary>A heading or caption of which most longer words are capitalised says nothing by its capitals.</summary>
    private static bool IsTitleCase(AnalyzedText text, Sentence sentence)
    {
        var kind = text.BlockOf(sentence).Kind;
        if (kind is ArticleBlockKind.ListItem or ArticleBlockKind.TableRow || (kind is ArticleBlockKind.Paragraph or ArticleBlockKind.Quotation && text.Tokens[sentence.Tokens.End - 1].Mark is '.' or '!' or '?' or ';' or '"' or ':'))
        {
            return false;
        }

        int words = 0, capitalised = 0;
        for (var i = sentence.Tokens.First; i < sentence.Tokens.End; i++)
        {
            if (text.Tokens[i].IsWord && text.Tokens[i].End - text.Tokens[i].Start > 3)
            {
                words++;
                capitalised += text.Tokens[i].IsCapitalised ? 1 : 0;
            }
        }

        return words >= 4 && capitalised > 0.7 * words;
    }
}
