using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Finds noun phrases whose head is a model, or a tool or system that is said to be AI.</summary>
internal static class ModelPhraseFinder
{
    private const int LongestComplement = 28;
    private const int MostPlainModifiers = 4;

    private static readonly ulong Heads = AnalyzedText.Mask(Cue.ModelHead, Cue.ModelHeadPlural, Cue.ToolHead, Cue.ToolHeadPlural);
    private static readonly ulong Modifier = AnalyzedText.Mask(Cue.AiCore, Cue.AiModifier, Cue.Specialty, Cue.First, Cue.ModelHead, Cue.ToolHead);
    private static readonly ulong NoModifier = AnalyzedText.Mask(
        Cue.Preposition, Cue.Conjunction, Cue.Relative, Cue.Auxiliary, Cue.Indefinite, Cue.Negation, Cue.ClauseVerb, Cue.Copula,
        Cue.Develop, Cue.Launch, Cue.Adopt, Cue.NameIntroducer, Cue.Adverb, Cue.OtherOne);

    private static readonly ulong ComplementEnd = AnalyzedText.Mask(Cue.Develop, Cue.Launch, Cue.With, Cue.NameIntroducer);

    /// <summary>
    /// All phrases in text order; <paramref name="nameAt"/> tells for each token the name that covers it, or -1. A generous search also
    /// proposes tools that are not said to be AI ("a tool that grades psoriasis from photos").
    /// </summary>
    public static List<ModelPhrase> Find(AnalyzedText text, int[] nameAt, bool isGenerous = false)
    {
        var phrases = new List<ModelPhrase>();
        foreach (var sentence in text.Sentences)
        {
            var position = sentence.Tokens.First;
            while (position < sentence.Tokens.End)
            {
                var phrase = nameAt[position] < 0 && text.HasAny(position, Heads) ? At(text, sentence, position, nameAt, isGenerous) : null;
                phrase ??= isGenerous ? BareAi(text, sentence, position, nameAt) : null;
                if (phrase is not null)
                {
                    phrases.Add(phrase);
                }

                position = phrase is null ? position + 1 : BehindShortForm(text, phrase.Tokens.End);
            }
        }

        return phrases;
    }

    /// <summary>"large language model (LLM)": the short form in brackets is the same phrase.</summary>
    private static int BehindShortForm(AnalyzedText text, int end) =>
        end + 2 < text.Tokens.Length && text.Tokens[end].Is('(') && text.Tokens[end + 2].Is(')') ? end + 3 : end;

    private static ModelPhrase? At(AnalyzedText text, Sentence sentence, int position, int[] nameAt, bool isGenerous)
    {
        var head = HeadAt(text, position, sentence.Tokens.End);
        if (HeadContinues(text, head.End, sentence.Tokens.End, nameAt) || IsOtherHead(text, sentence, head))
        {
            return null;
        }

        var first = FirstModifier(text, sentence, head.First, nameAt);
        var tokens = new TokenRange(first, head.End);
        var isAi = text.FirstIn(tokens, Cue.AiCore) is not null;
        var model = Math.Max(text.EndOf(head.First, Cue.ModelHead), text.EndOf(head.First, Cue.ModelHeadPlural)) == head.End;
        var plural = Math.Max(text.EndOf(head.First, Cue.ModelHeadPlural), text.EndOf(head.First, Cue.ToolHeadPlural)) == head.End;
        var phrase = new ModelPhrase(tokens, Complement(text, sentence, head.End), DeterminerOf(text, sentence, first, nameAt), isAi, plural, model);
        return model || isAi || (isGenerous && MayBeTool(text, phrase)) ? phrase : null;
    }

    /// <summary>"an AI that detects scoliosis", "artificial intelligence which can tell …": the core word is the head itself.</summary>
    private static ModelPhrase? BareAi(AnalyzedText text, Sentence sentence, int position, int[] nameAt)
    {
        var end = text.EndOf(position, Cue.AiCore);
        if (end < 0 || end >= sentence.Tokens.End || !(text.Word(end) is "that" or "which" || text.Has(end, Cue.PurposeLink)) || (nameAt[position] >= 0 && text.Word(position) is not ("AI" or "Artificial")))
        {
            return null;
        }

        var first = FirstModifier(text, sentence, position, nameAt);
        var determiner = DeterminerOf(text, sentence, first, nameAt);
        return new ModelPhrase(new TokenRange(first, end), Complement(text, sentence, end), determiner, IsAi: true, IsPlural: false, HasModelHead: false);
    }

    private static bool MayBeTool(AnalyzedText text, ModelPhrase phrase) =>
        !phrase.IsPlural && (phrase.Complement.Count > 0 || text.FirstIn(phrase.Full, Cue.Specialty) is not null)
        && phrase.Determiner is PhraseDeterminer.Indefinite or PhraseDeterminer.Possessive or PhraseDeterminer.Bare or PhraseDeterminer.Definite;

    private static TokenRange HeadAt(AnalyzedText text, int position, int end)
    {
        var headEnd = position + 1;
        foreach (var annotation in text.AnnotationsAt(position))
        {
            if ((Heads & (1UL << (int)annotation.Cue)) != 0)
            {
                headEnd = Math.Max(headEnd, annotation.Tokens.End);
            }
        }

        return new TokenRange(position, Math.Min(headEnd, end));
    }

    /// <summary>"AI model": what looks like a head is the modifier of a later one.</summary>
    private static bool HeadContinues(AnalyzedText text, int next, int end, int[] nameAt)
    {
        var steps = 0;
        while (next < end && steps++ < 4 && nameAt[next] < 0)
        {
            if (text.HasAny(next, Heads) && !text.HasAny(next, AnalyzedText.Mask(Cue.Adopt)))
            {
                return true;
            }

            if (!text.HasAny(next, AnalyzedText.Mask(Cue.AiCore, Cue.AiModifier)) || text.HasAny(next, AnalyzedText.Mask(Cue.Preposition, Cue.Conjunction)))
            {
                return false;
            }

            next++;
        }

        return false;
    }

    /// <summary>"business model", "computing platform", "health care system": other things with the same head noun.</summary>
    private static bool IsOtherHead(AnalyzedText text, Sentence sentence, TokenRange head)
    {
        for (var i = Math.Max(sentence.Tokens.First, head.First - 4); i <= head.First; i++)
        {
            if (text.EndOf(i, Cue.PlatformHead) is var end and > 0 && end >= head.End)
            {
                return true;
            }
        }

        return false;
    }

    private static int FirstModifier(AnalyzedText text, Sentence sentence, int head, int[] nameAt)
    {
        var first = head;
        var plain = 0;
        while (first > sentence.Tokens.First && nameAt[first - 1] < 0)
        {
            var before = first - 1;
            var token = text.Tokens[before];
            if (token.IsWord && IsModifier(text, before, ref plain))
            {
                first = before;
            }
            else if (token.Is('-') && BracketBefore(text, sentence, before) is var open and > 0)
            {
                first = open;
            }
            else if ((text.IsWord(before, "and") || token.Is('-') || token.Is('/') || token.Is('&')) && before > sentence.Tokens.First
                && nameAt[before - 1] < 0 && text.Tokens[before - 1].IsWord && text.HasAny(before - 1, Modifier) && !text.HasAny(before - 1, NoModifier))
            {
                first = before - 1;
            }
            else
            {
                break;
            }
        }

        return first;
    }

    /// <summary>"artificial intelligence (AI)-assisted": index of the opening bracket; -1 when no short bracket ends before the hyphen.</summary>
    private static int BracketBefore(AnalyzedText text, Sentence sentence, int hyphen) =>
        hyphen - 3 >= sentence.Tokens.First && text.Tokens[hyphen - 1].Is(')') && text.Tokens[hyphen - 3].Is('(') ? hyphen - 3 : -1;

    private static bool IsModifier(AnalyzedText text, int token, ref int plain)
    {
        if (text.IsPossessive(token) || IsDeterminer(text, token))
        {
            return false;
        }

        if (text.HasAny(token, Modifier))
        {
            return !text.HasAny(token, AnalyzedText.Mask(Cue.Preposition, Cue.Conjunction, Cue.Indefinite)) || text.Has(token, Cue.First);
        }

        if (text.HasAny(token, NoModifier))
        {
            return false;
        }

        return ++plain <= MostPlainModifiers && text.Word(token).Length > 2 && !text.Word(token).EndsWith("ly", StringComparison.Ordinal);
    }

    private static bool IsDeterminer(AnalyzedText text, int token) =>
        text.Word(token) is "the" or "The" or "this" or "This" or "that" or "these" or "those" or "its" or "Its" or "their" or "our" or "Our"
            or "his" or "her" or "any" or "each" or "every" or "some" or "most" or "such" or "many" or "all" or "more" or "few" or "several";

    private static PhraseDeterminer DeterminerOf(AnalyzedText text, Sentence sentence, int first, int[] nameAt)
    {
        var before = first - 1;
        if (before < sentence.Tokens.First)
        {
            return PhraseDeterminer.Bare;
        }

        if (nameAt[before] >= 0 || (text.Tokens[before].Has(TokenShape.CloseQuote) && before > sentence.Tokens.First && nameAt[before - 1] >= 0))
        {
            return PhraseDeterminer.Name;
        }

        return text.Word(before) switch
        {
            "the" or "The" or "this" or "This" or "that" or "these" or "those" => PhraseDeterminer.Definite,
            "its" or "Its" or "their" or "Their" or "our" or "Our" or "his" or "her" => PhraseDeterminer.Pronoun,
            "'s" or "’s" => PhraseDeterminer.Possessive,
            _ => text.EndOf(before, Cue.Indefinite) == first ? PhraseDeterminer.Indefinite : PhraseDeterminer.Bare,
        };
    }

    private static TokenRange Complement(AnalyzedText text, Sentence sentence, int start)
    {
        // "large language model (LLM) dedicated to pediatrics"
        var first = start;
        if (first + 2 < sentence.Tokens.End && text.Tokens[first].Is('(') && text.Tokens[first + 2].Is(')'))
        {
            first += 3;
        }

        var relative = first < sentence.Tokens.End && text.Word(first) is "that" or "which";
        if (first >= sentence.Tokens.End || (!text.Has(first, Cue.PurposeLink) && !relative))
        {
            return new TokenRange(start, start);
        }

        var end = first + 1;
        while (end < sentence.Tokens.End && end - first < LongestComplement && !EndsComplement(text, end, relative))
        {
            end++;
        }

        return new TokenRange(first, end);
    }

    private static bool EndsComplement(AnalyzedText text, int token, bool relative)
    {
        var mark = text.Tokens[token].Mark;
        if (mark is ';' or ':' or '.' or '(' or ')' or '—' or '"' or '!' or '?')
        {
            return true;
        }

        if (mark == ',')
        {
            // A comma parts a list of diseases as well as clauses; a list goes on with another clinical term.
            return !text.Has(token + 1, Cue.Specialty) && !(text.IsWord(token + 1, "and") && text.Has(token + 2, Cue.Specialty));
        }

        return text.HasAny(token, ComplementEnd) || (!relative && text.HasAny(token, AnalyzedText.Mask(Cue.Auxiliary)));
    }
}
