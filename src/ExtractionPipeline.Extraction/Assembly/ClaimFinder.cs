using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>A claim that a model is the first of its kind.</summary>
internal sealed record ClaimMention(int Model, ClaimScope Scope, TokenRange Tokens, string Rule);

/// <summary>A "first" that may be a claim about a model.</summary>
/// <param name="First">The token that says "first".</param>
/// <param name="Tokens">The words of the claim.</param>
/// <param name="Scope">How far it reaches; null when no area is named.</param>
/// <param name="Owner">The model that the rules would give it to; -1 for none.</param>
/// <param name="View">Its sentence.</param>
internal sealed record ClaimCandidate(int First, TokenRange Tokens, ClaimScope? Scope, int Owner, SentenceView View)
{
    /// <summary>Whether the words around say that something else is first ("the first hospital to", "first author").</summary>
    public bool IsOther { get; init; }

    public bool IsDenied { get; init; }

    /// <summary>Whether it stands in the noun phrase of a model.</summary>
    public bool IsInPhrase { get; init; }

    /// <summary>Whether it is said in the manner of "is the first to …".</summary>
    public bool IsPredicate { get; init; }

    public bool IsChosenByRules { get; init; }
}

/// <summary>Finds first-of-kind claims, how far they reach and whom they are about.</summary>
internal sealed class ClaimFinder
{
    private const int LongestClaim = 30;

    private readonly Discourse discourse;
    private readonly AnalyzedText text;
    private readonly NameCover names;
    private readonly Dictionary<ModelPhrase, int> modelOf = [];

    public ClaimFinder(Discourse discourse)
    {
        this.discourse = discourse;
        text = discourse.Text;
        names = new NameCover(discourse);
        foreach (var model in discourse.Models)
        {
            foreach (var phrase in model.Phrases)
            {
                modelOf.TryAdd(phrase, model.Index);
            }
        }
    }

    /// <summary>All claims in text order.</summary>
    public List<ClaimMention> Find()
    {
        var found = new List<ClaimMention>();
        foreach (var view in discourse.Sentences)
        {
            for (var i = view.Sentence.Tokens.First; i < view.Sentence.Tokens.End; i++)
            {
                if (text.Has(i, Cue.First) && !names.IsInName(i) && At(view, i) is { } claim)
                {
                    found.Add(claim);
                }
            }
        }

        return found;
    }

    /// <summary>Every "first" outside names, with what speaks against its being a claim left to others to judge.</summary>
    public List<ClaimCandidate> Candidates()
    {
        var found = new List<ClaimCandidate>();
        foreach (var view in discourse.Sentences)
        {
            for (var i = view.Sentence.Tokens.First; i < view.Sentence.Tokens.End; i++)
            {
                if (text.Has(i, Cue.First) && !names.IsInName(i) && (i == view.Sentence.Tokens.First || !text.Tokens[i - 1].Is('-')))
                {
                    found.Add(Candidate(view, i));
                }
            }
        }

        return found;
    }

    private ClaimCandidate Candidate(SentenceView view, int first)
    {
        var phrase = discourse.Models.SelectMany(m => m.Phrases).FirstOrDefault(p => p.Tokens.Contains(first));
        var (start, scope) = ScopeBefore(view.Sentence, first);
        var end = ClaimEnd(view.Sentence, first, phrase);
        scope ??= ScopeBehind(first, end);
        var owner = phrase is not null && modelOf.TryGetValue(phrase, out var of) ? of : SubjectOf(view, first);
        return new ClaimCandidate(first, new TokenRange(start, end), scope, owner, view)
        {
            IsOther = IsOtherFirst(view.Sentence, first),
            IsDenied = IsDenied(view.Sentence, first),
            IsInPhrase = phrase is not null,
            IsPredicate = IsPredicateFirst(view.Sentence, first),
            IsChosenByRules = At(view, first) is not null,
        };
    }

    private ClaimMention? At(SentenceView view, int first)
    {
        if (text.Tokens[first].IsCapitalised && first > view.Sentence.Tokens.First && !text.Tokens[first].Has(TokenShape.Joined))
        {
            return null;
        }

        if (IsOtherFirst(view.Sentence, first) || IsDenied(view.Sentence, first))
        {
            return null;
        }

        var phrase = discourse.Models.SelectMany(m => m.Phrases).FirstOrDefault(p => p.Tokens.Contains(first));
        if (phrase is null && !IsPredicateFirst(view.Sentence, first))
        {
            return null;
        }

        var (start, scope) = ScopeBefore(view.Sentence, first);
        var end = ClaimEnd(view.Sentence, first, phrase);
        scope ??= ScopeBehind(first, end);
        var model = phrase is not null && modelOf.TryGetValue(phrase, out var owner) ? owner : SubjectOf(view, first);
        return model < 0 ? null : new ClaimMention(model, scope ?? ClaimScope.Unspecified, new TokenRange(start, end), phrase is null ? "first-to" : "first-model");
    }

    /// <summary>"one of the first", "the first hospital to", "for the first time", "First, …".</summary>
    private bool IsOtherFirst(Sentence sentence, int first)
    {
        var next = text.EndOf(first, Cue.First);
        if (next >= sentence.Tokens.End || text.Has(next, Cue.FirstOfOther) || text.Tokens[next].Is(',') || text.Tokens[next].Has(TokenShape.Number))
        {
            return !text.Tokens[first].Has(TokenShape.Joined) || next < sentence.Tokens.End && text.Has(next, Cue.FirstOfOther);
        }

        for (var i = Math.Max(sentence.Tokens.First, first - 4); i < first; i++)
        {
            if (text.Word(i) is "among" or "Among" || (text.Word(i) is "one" or "One" && text.IsWord(i + 1, "of")))
            {
                return true;
            }
        }

        return first > sentence.Tokens.First && text.Word(first - 1) is "at" or "hospital" or "our" or "its" or "their" or "my" or "his" or "her";
    }

    private bool IsDenied(Sentence sentence, int first)
    {
        for (var i = first - 1; i >= sentence.Tokens.First && i >= first - 6; i--)
        {
            if (text.Tokens[i].Mark is ',' or ';' or ':')
            {
                return false;
            }

            if (text.Has(i, Cue.Negation))
            {
                return true;
            }
        }

        return text.Has(sentence.Tokens.First, Cue.Negation);
    }

    /// <summary>"is the first to integrate …", "the first of its kind": no model noun behind, but said of a model.</summary>
    private bool IsPredicateFirst(Sentence sentence, int first)
    {
        var next = text.EndOf(first, Cue.First);
        return next < sentence.Tokens.End
            && (text.Word(next) is "to" or "of" or "in" or "worldwide" or "globally" or "nationwide" or "that" or "such" || text.Tokens[first].Has(TokenShape.Joined) || ScopeBefore(sentence, first).Scope is not null);
    }

    /// <summary>The scope told before the word: "China's first", "the world's first". Start is where the claim's words begin.</summary>
    private (int Start, ClaimScope? Scope) ScopeBefore(Sentence sentence, int first)
    {
        var word = text.Word(first);
        if (word.StartsWith("world", StringComparison.OrdinalIgnoreCase))
        {
            return (first, ClaimScope.Global);
        }

        if (word.StartsWith("nation", StringComparison.OrdinalIgnoreCase))
        {
            return (first, ClaimScope.National);
        }

        var before = first - 1;
        if (before <= sentence.Tokens.First || !text.IsPossessive(before))
        {
            return (before >= sentence.Tokens.First && text.IsWord(before, "the") ? before : first, null);
        }

        for (var i = before - 1; i >= sentence.Tokens.First && i >= before - 3; i--)
        {
            if (ScopeAt(i, before) is { } scope)
            {
                var start = i > sentence.Tokens.First && text.IsWord(i - 1, "the") ? i - 1 : i;
                return (start, scope);
            }
        }

        return (first, null);
    }

    /// <summary>The scope that a phrase beginning at the token names; it must end at <paramref name="end"/> when that is not negative.</summary>
    private ClaimScope? ScopeAt(int token, int end)
    {
        if (Fits(text.EndOf(token, Cue.WorldScope), end))
        {
            return ClaimScope.Global;
        }

        if (Fits(text.EndOf(token, Cue.NationScope), end))
        {
            return ClaimScope.National;
        }

        if (Fits(text.EndOf(token, Cue.RegionScope), end))
        {
            return ClaimScope.Regional;
        }

        if (end >= 0 && Fits(text.EndOf(token, Cue.FieldScope), end))
        {
            return ClaimScope.Unspecified;
        }

        return Fits(text.EndOf(token, Cue.Place), end) && text.Tokens[token].IsCapitalised
            ? (PlaceKind)text.ValueOf(token, Cue.Place) == PlaceKind.Country ? ClaimScope.National : ClaimScope.Regional
            : null;
    }

    private static bool Fits(int found, int end) => found > 0 && (end < 0 || found == end);

    /// <summary>The scope told behind: "the first … in the country", "the first domestic …", "… worldwide".</summary>
    private ClaimScope? ScopeBehind(int first, int end)
    {
        for (var i = first + 1; i < end; i++)
        {
            var afterPreposition = text.Word(i - 1) is "in" or "across" or "throughout" or "on" or "of" || (text.IsWord(i - 1, "the") && text.Word(i - 2) is "in" or "across" or "throughout" or "on" or "of");
            if (text.Has(i, Cue.Demonym) && text.Tokens[i].IsCapitalised && !names.IsInName(i))
            {
                // "the first European foundation model"
                return (PlaceKind)text.ValueOf(i, Cue.Demonym) == PlaceKind.Country ? ClaimScope.National : ClaimScope.Regional;
            }

            var stands = afterPreposition || text.Word(i) is "worldwide" or "globally" or "nationwide" or "domestically" or "internationally" or "domestic" or "anywhere" or "nationally";
            if (stands && !names.IsInName(i) && ScopeAt(i, -1) is { } scope)
            {
                return scope;
            }
        }

        return null;
    }

    private int ClaimEnd(Sentence sentence, int first, ModelPhrase? phrase)
    {
        var end = phrase is null ? text.EndOf(first, Cue.First) : phrase.Full.End;
        while (end < sentence.Tokens.End && end - first < LongestClaim && !EndsClaim(end))
        {
            end++;
        }

        return end;
    }

    private bool EndsClaim(int token) =>
        text.Tokens[token].Mark is ',' or ';' or ':' or '.' or '!' or '?' or '(' or ')' or '—' or '"'
        || text.HasAny(token, AnalyzedText.Mask(Cue.Develop, Cue.Launch, Cue.With)) || text.Word(token) is "and" or "but" or "although" or "while";

    /// <summary>The model that the sentence says is first: the last one named or referred to before the word.</summary>
    private static int SubjectOf(SentenceView view, int first)
    {
        var model = -1;
        foreach (var chunk in view.Chunks)
        {
            if (chunk.Tokens.First >= first)
            {
                break;
            }

            model = view.ModelOf(chunk) is var named and >= 0 ? named : model;
        }

        return model;
    }
}
