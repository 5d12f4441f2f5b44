using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Looks left and right of a name for what says that it is a model's.</summary>
internal sealed class NameSurroundings(AnalyzedText text, List<NameMention> names, int[] nameAt, List<ModelPhrase> phrases)
{
    private static readonly ulong Made = AnalyzedText.Mask(Cue.Develop, Cue.Launch);
    private static readonly ulong Lead = AnalyzedText.Mask(Cue.Billing, Cue.Adverb, Cue.Copula);

    private readonly Dictionary<int, ModelPhrase> phraseFrom = phrases.GroupBy(p => p.Tokens.First).ToDictionary(g => g.Key, g => g.First());
    private readonly Dictionary<int, ModelPhrase> phraseTo = IndexEnds(phrases);

    public (ModelCue Cues, ModelPhrase? Phrase) CuesOf(NameMention name)
    {
        var (cues, phrase) = After(name);
        if (Before(name) is var (left, leading) && left != ModelCue.None)
        {
            cues |= left;
            phrase ??= leading;
        }

        return (cues | FormOf(name), phrase);
    }

    private static Dictionary<int, ModelPhrase> IndexEnds(List<ModelPhrase> phrases)
    {
        var ends = new Dictionary<int, ModelPhrase>();
        foreach (var phrase in phrases)
        {
            ends[phrase.Full.End] = phrase;
            ends[phrase.Tokens.End] = phrase;
        }

        return ends;
    }

    private ModelCue FormOf(NameMention name)
    {
        var cues = name.IsQuoted ? ModelCue.Quoted : ModelCue.None;
        cues |= name.Kind == NameKind.Model ? ModelCue.Tail : ModelCue.None;
        for (var i = name.Tokens.First; i < name.Tokens.End; i++)
        {
            cues |= text.Tokens[i].IsWord && IsDistinct(text.Tokens[i], text.Word(i)) ? ModelCue.DistinctForm : ModelCue.None;
        }

        var last = name.Tokens.End - 1;
        var agent = name.Tokens.Count > 1 && (text.Has(last, Cue.AgentNoun));
        cues |= FollowsIntroduction(name) ? ModelCue.FollowsIntroduction : ModelCue.None;
        cues |= TableColumns.RoleOf(text, name.Tokens.First) == TableColumn.Model ? ModelCue.TableColumn : ModelCue.None;
        return cues | (agent && !name.IsLoose ? ModelCue.AgentNoun : ModelCue.None);
    }

    /// <summary>"… a large model that talks with people. “Xinyu” took three years."</summary>
    private bool FollowsIntroduction(NameMention name)
    {
        var sentence = text.SentenceOf(name.Tokens.First);
        if (name.OuterFirst != sentence.Tokens.First || sentence.Index == 0)
        {
            return false;
        }

        var before = text.Sentences[sentence.Index - 1].Tokens;
        for (var i = before.First; i < before.End; i++)
        {
            if (text.Has(i, Cue.Indefinite) && text.FirstIn(new TokenRange(i + 1, Math.Min(before.End, i + 6)), Cue.ModelHead) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDistinct(Token token, ReadOnlySpan<char> word)
    {
        if (token.Has(TokenShape.InnerCapital) || word.Contains('·') || word[^1] == '+')
        {
            return true;
        }

        return (token.Has(TokenShape.Joined) && token.Has(TokenShape.Digit) && char.IsUpper(word[0]))
            || (token.Has(TokenShape.AllCapitals) && word.Length >= 4);
    }

    private (ModelCue Cues, ModelPhrase? Phrase) After(NameMention name)
    {
        var end = text.SentenceOf(name.Tokens.First).Tokens.End;
        var position = BehindBracket(name.OuterEnd, end);
        if (position >= end)
        {
            return (ModelCue.None, null);
        }

        if (phraseFrom.TryGetValue(position, out var tail) && tail is { Determiner: PhraseDeterminer.Name, IsPlural: false })
        {
            return (ModelCue.Tail, tail);
        }

        if (text.Has(position, Cue.ToolHead) && !text.HasAny(position, AnalyzedText.Mask(Cue.Adopt, Cue.ClauseVerb)) && name.Kind == NameKind.Unknown)
        {
            return (ModelCue.Tail, null);
        }

        return AfterMark(name, position, end);
    }

    /// <summary>"“Zhishen” (智肾), China's first …": a short bracket gives another form of the name.</summary>
    private int BehindBracket(int position, int end)
    {
        if (position >= end || !text.Tokens[position].Is('('))
        {
            return position;
        }

        for (var i = position + 1; i < Math.Min(end - 1, position + 4); i++)
        {
            if (text.Tokens[i].Is(')'))
            {
                return i + 1;
            }
        }

        return position;
    }

    private (ModelCue Cues, ModelPhrase? Phrase) AfterMark(NameMention name, int position, int end)
    {
        var cues = ModelCue.None;
        var apart = name.ClosingMarks == 2 || text.Tokens[position].Mark is ',' or '(' or '—' or ':' or '-';
        var start = apart && name.ClosingMarks < 2 ? position + 1 : position;
        var copula = false;
        while (start < end && text.HasAny(start, Lead) && !text.HasAny(start, Made))
        {
            copula |= text.Has(start, Cue.Copula);
            start = Math.Max(text.EndOf(start, Cue.Copula), Math.Max(text.EndOf(start, Cue.Billing), text.EndOf(start, Cue.Adverb)));
        }

        if (apart && start + 1 < end && text.Word(start) is "which" or "that" && HasAny(new TokenRange(start, Math.Min(end, start + 12)), Made))
        {
            cues |= ModelCue.DevelopedBy;
        }

        if (start < end && text.Has(start, Cue.Develop) && (apart || text.IsWord(text.EndOf(start, Cue.Develop), "by")))
        {
            cues |= ModelCue.DevelopedBy;
        }

        if ((apart || copula) && PhraseWithin(start, end) is { } phrase && (copula || !phrase.IsPlural))
        {
            return (cues | (copula ? ModelCue.Copula : ModelCue.Apposition), phrase);
        }

        cues |= IsCompany(position) ? ModelCue.Contrary : ModelCue.None;
        cues |= !apart && text.Has(position, Cue.ClauseVerb) && !text.Has(position, Cue.Speech) ? ModelCue.Acts : ModelCue.None;
        cues |= ActsAsModel(position, apart) ? ModelCue.ActsAsModel : ModelCue.None;
        return (cues | (FollowedByHospital(position, end) ? ModelCue.OfHospital : ModelCue.None), null);
    }

    /// <summary>"LungFinch measures …", "LungFinch, which flags …".</summary>
    private bool ActsAsModel(int position, bool apart)
    {
        position += apart && text.Tokens[position].Is(',') && text.IsWord(position + 1, "which") ? 2 : 0;
        return text.Has(position, Cue.ModelAct);
    }

    /// <summary>The model phrase whose determiner begins at the token: "China's first AI large model", "a large pathology model".</summary>
    private ModelPhrase? PhraseWithin(int start, int end)
    {
        var limit = Math.Min(end, start + 7);
        for (var i = start; i < limit; i++)
        {
            if (phraseFrom.TryGetValue(i, out var phrase))
            {
                return phrase.IsModel && phrase.Determiner != PhraseDeterminer.Bare | i == start ? phrase : null;
            }

            if (!LeadsPhrase(i))
            {
                return null;
            }
        }

        return null;
    }

    private bool LeadsPhrase(int token) =>
        text.HasAny(token, AnalyzedText.Mask(Cue.Indefinite, Cue.Place, Cue.WorldScope, Cue.NationScope, Cue.RegionScope, Cue.FieldScope, Cue.First, Cue.Adverb))
        || text.Word(token) is "the" or "its" or "their" or "our" or "'s" or "’s"
        || (nameAt[token] >= 0 && (names[nameAt[token]].IsInstitution || names[nameAt[token]].Kind == NameKind.Place));

    private bool HasAny(TokenRange range, ulong cues)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (text.HasAny(i, cues) && !IsWeakVerb(i))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsCompany(int position)
    {
        var next = text.IsPossessive(position) ? position + 1 : text.Tokens[position].Is(',') ? position + 2 : -1;
        return next > 0 && (text.Has(next, Cue.CompanyNoun) || text.Has(next + 1, Cue.CompanyNoun) || text.Has(next, Cue.PersonTitle) || text.IsWord(next, "engineers"));
    }

    private bool FollowedByHospital(int position, int end)
    {
        position += text.Tokens[position].Is(',') && position + 1 < end && text.Word(position + 1) is "by" or "of" or "from" ? 1 : 0;
        if (!text.Has(position, Cue.Possession))
        {
            return false;
        }

        // "from a team at Renmin Hospital": a few small words may stand between.
        var next = text.EndOf(position, Cue.Possession);
        var limit = Math.Min(end, next + 6);
        while (next < limit && nameAt[next] < 0 && text.Tokens[next].IsWord)
        {
            next++;
        }

        return next < end && nameAt[next] >= 0 && names[nameAt[next]].Kind == NameKind.Hospital;
    }

    private (ModelCue Cues, ModelPhrase? Phrase) Before(NameMention name)
    {
        var sentence = text.SentenceOf(name.Tokens.First);
        var before = name.OuterFirst - 1;
        if (before < sentence.Tokens.First)
        {
            return (ModelCue.None, null);
        }

        if (phraseTo.TryGetValue(name.OuterFirst, out var head) && head.IsModel && head.Tokens.End == name.OuterFirst)
        {
            return (ModelCue.HeadBefore, head);
        }

        if (text.Tokens[before].Mark is ',' or ':' or '—' or '(' && phraseTo.TryGetValue(before, out var apart) && IsSetApart(name, apart, sentence))
        {
            return (ModelCue.HeadBefore, apart);
        }

        return BeforeWord(name, sentence, before);
    }

    /// <summary>"a large model for heart disease, CardioMind, …": the name must end its own piece of the sentence.</summary>
    private bool IsSetApart(NameMention name, ModelPhrase phrase, Sentence sentence) =>
        phrase is { IsModel: true, IsPlural: false } && phrase.Determiner != PhraseDeterminer.Bare
        && (name.OuterEnd >= sentence.Tokens.End || !text.Tokens[name.OuterEnd].IsWord);

    private (ModelCue Cues, ModelPhrase? Phrase) BeforeWord(NameMention name, Sentence sentence, int before)
    {
        for (var i = Math.Max(sentence.Tokens.First, before - 5); i <= before; i++)
        {
            if (text.EndOf(i, Cue.NameIntroducer) == before + 1)
            {
                if (NearestPhraseBefore(i, sentence) is { } phrase)
                {
                    return (ModelCue.Introduced, phrase);
                }

                // "Called GRAPE, the model is …"
                var isCalled = i == sentence.Tokens.First && name.OuterEnd < sentence.Tokens.End && text.Tokens[name.OuterEnd].Is(',') && text.Has(name.OuterEnd + 1, Cue.ModelReference);
                return (isCalled || IsNearModel(sentence) ? ModelCue.Introduced : ModelCue.None, null);
            }

            if (text.HasAny(i, Made) && Math.Max(text.EndOf(i, Cue.Develop), text.EndOf(i, Cue.Launch)) is var end && (end == before + 1 || (end == before && text.IsWord(before, "the"))))
            {
                return (IsWeakVerb(i) ? ModelCue.None : ModelCue.DevelopedObject, null);
            }
        }

        if (text.Has(before, Cue.CompanyNoun) || text.Has(before, Cue.PersonTitle) || (name.Kind == NameKind.Model && text.Has(before, Cue.Indefinite)))
        {
            return (ModelCue.Contrary, null);
        }

        var possessed = text.IsPossessive(before) && before > sentence.Tokens.First && nameAt[before - 1] >= 0 && names[nameAt[before - 1]].Kind is NameKind.Hospital or NameKind.Unknown;
        return (possessed ? ModelCue.Possessed : ModelCue.None, null);
    }

    /// <summary>"… a program that reads the EEG. They call it LungFinch.": whether this or the two sentences before speak of a model.</summary>
    private bool IsNearModel(Sentence sentence)
    {
        var first = text.Sentences[Math.Max(0, sentence.Index - 2)].Tokens.First;
        return phrases.Exists(p => p.IsModel && p.Tokens.First >= first && p.Tokens.First < sentence.Tokens.End);
    }

    private bool IsWeakVerb(int token) => text.Word(token) is "has" or "have" or "had" or "report" or "reports" or "reported" or "made" or "make" or "led" or "lead";

    private ModelPhrase? NearestPhraseBefore(int token, Sentence sentence)
    {
        for (var i = phrases.Count - 1; i >= 0; i--)
        {
            if (phrases[i].Tokens.End <= token)
            {
                return phrases[i].Tokens.First >= sentence.Tokens.First && phrases[i].IsModel ? phrases[i] : null;
            }
        }

        return null;
    }
}
