using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Entities;

/// <summary>
/// Decides for each model phrase that defines no name whether it says something of a model already spoken of
/// ("It is the country's first large model in mental health") or brings in one that has no name.
/// </summary>
internal sealed class UnnamedModelFinder(AnalyzedText text, List<ModelEntity> models, int[] nameAt)
{
    private readonly Dictionary<int, int> namedAt = IndexNames(models);
    private readonly HashSet<ModelPhrase> attached = [.. models.SelectMany(m => m.Phrases)];

    /// <summary>Adds the unnamed models to the list and the predicates to the models they speak of.</summary>
    public void Find(IReadOnlyList<ModelPhrase> phrases)
    {
        var next = 0;
        var topic = -1;
        var pair = (Former: -1, Latter: -1);
        foreach (var sentence in text.Sentences)
        {
            var subject = Referred(sentence, pair);
            var token = sentence.Tokens.First;
            for (; next < phrases.Count && phrases[next].Tokens.First < sentence.Tokens.End; next++)
            {
                subject = LastNamed(token, phrases[next].Tokens.First, subject);
                token = phrases[next].Tokens.First;
                topic = subject >= 0 ? subject : topic;
                topic = Place(phrases[next], sentence, subject, topic);
            }

            subject = LastNamed(token, sentence.Tokens.End, subject);
            topic = subject >= 0 ? subject : topic;
            pair = PairIn(sentence) ?? pair;
        }
    }

    private static Dictionary<int, int> IndexNames(List<ModelEntity> models)
    {
        var index = new Dictionary<int, int>();
        foreach (var model in models)
        {
            foreach (var mention in model.Mentions)
            {
                index[mention.Name.Tokens.First] = model.Index;
            }
        }

        return index;
    }

    /// <summary>"The former", "the latter" at the head of a sentence.</summary>
    private int Referred(Sentence sentence, (int Former, int Latter) pair) =>
        text.Has(sentence.Tokens.First, Cue.Former) ? pair.Former : text.Has(sentence.Tokens.First, Cue.Latter) ? pair.Latter : -1;

    /// <summary>The last two models that the sentence names; null when it names fewer.</summary>
    private (int Former, int Latter)? PairIn(Sentence sentence)
    {
        var named = new List<int>();
        for (var i = sentence.Tokens.First; i < sentence.Tokens.End; i++)
        {
            if (namedAt.TryGetValue(i, out var model) && !named.Contains(model))
            {
                named.Add(model);
            }
        }

        return named.Count >= 2 ? (named[^2], named[^1]) : null;
    }

    private int LastNamed(int from, int to, int otherwise)
    {
        for (var i = to - 1; i >= from; i--)
        {
            if (namedAt.TryGetValue(i, out var model))
            {
                return model;
            }
        }

        return otherwise;
    }

    /// <summary>The topic behind the phrase.</summary>
    private int Place(ModelPhrase phrase, Sentence sentence, int subject, int topic)
    {
        if (attached.Contains(phrase) || phrase.IsPlural || !phrase.IsModel || phrase.Determiner == PhraseDeterminer.Name)
        {
            return topic;
        }

        var start = NounPhraseStart(phrase, sentence);
        if (topic >= 0 && IsPredicate(start, sentence) && (subject >= 0 || nameAt[SubjectEnd(start)] < 0))
        {
            models[subject >= 0 ? subject : topic].Phrases.Add(phrase);
            return topic;
        }

        if (subject < 0 && IsPredicate(start, sentence) && nameAt[SubjectEnd(start)] >= 0)
        {
            // "DeepSeek is an AI system …": said of a name that is none of the models.
            return topic;
        }

        return IsIntroduction(phrase, sentence) ? Introduce(phrase) : topic;
    }

    private int Introduce(ModelPhrase phrase)
    {
        var model = new ModelEntity(models.Count);
        model.Phrases.Add(phrase);
        models.Add(model);
        return model.Index;
    }

    private bool IsIntroduction(ModelPhrase phrase, Sentence sentence)
    {
        if (text.BlockOf(sentence).Kind is ArticleBlockKind.Caption or ArticleBlockKind.Title or ArticleBlockKind.Heading)
        {
            return false;
        }

        var says = text.FirstIn(phrase.Full, Cue.Specialty) is not null;
        return phrase.Determiner switch
        {
            PhraseDeterminer.Indefinite => phrase.IsAi || says,
            PhraseDeterminer.Possessive => says,
            PhraseDeterminer.Definite or PhraseDeterminer.Bare => says && phrase.IsAi,
            _ => false,
        };
    }

    /// <summary>Where the noun phrase begins, its determiner and possessor included: "the world's first …".</summary>
    private int NounPhraseStart(ModelPhrase phrase, Sentence sentence)
    {
        var start = phrase.Tokens.First;
        while (start > sentence.Tokens.First && (text.Word(start - 1) is "'s" or "’s" or "the" or "The"
            || text.HasAny(start - 1, AnalyzedText.Mask(Cue.Indefinite, Cue.WorldScope, Cue.NationScope, Cue.RegionScope, Cue.FieldScope, Cue.Place))))
        {
            start--;
        }

        return start;
    }

    /// <summary>Last token before the copula that leads the noun phrase.</summary>
    private int SubjectEnd(int start)
    {
        var token = start - 2;
        while (token > 0 && text.Has(token + 1, Cue.Adverb))
        {
            token--;
        }

        return Math.Max(0, token);
    }

    private bool IsPredicate(int start, Sentence sentence)
    {
        var verb = start - 1;
        while (verb > sentence.Tokens.First && text.Has(verb, Cue.Adverb))
        {
            verb--;
        }

        return verb >= sentence.Tokens.First && text.Word(verb) is "is" or "was" or "are" or "became" or "becomes" or "being" or "be" or "as";
    }
}
