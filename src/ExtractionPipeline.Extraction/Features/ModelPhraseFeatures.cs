using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>
/// Describes a noun phrase for the question whether it brings in a model without a name that a hospital made.
/// Needs to know which names are taken for models: most such phrases speak of one of these.
/// </summary>
internal sealed class ModelPhraseFeatures(UnitSequence units, ArticleProfile profile, IReadOnlyList<ModelPhrase> phrases, IReadOnlyList<(int Token, float Score)> modelMentions)
{
    private readonly AnalyzedText text = units.Text;
    private readonly ContextFeatures context = new(units);

    public void Of(FeatureBag bag, int index, bool rulesChoose, bool isAttached)
    {
        var phrase = phrases[index];
        var sentence = text.SentenceOf(phrase.Tokens.First);
        Phrase(bag, phrase);
        Complement(bag, phrase);
        Named(bag, phrase, sentence);
        bag.AddIf(rulesChoose, FeatureTemplate.RuleChoosesModel);
        bag.AddIf(isAttached, FeatureTemplate.RuleChoosesModel, 2);
        bag.Add(FeatureTemplate.BlockKind, ContextFeatures.Number((int)text.BlockOf(sentence).Kind));
        bag.AddCount(FeatureTemplate.HospitalCount, profile.Hospitals);
        bag.AddValue(FeatureTemplate.ArticleAi, profile.AiShare);
        bag.AddValue(FeatureTemplate.SentencePosition, (float)sentence.Index / text.Sentences.Length);
        bag.AddIf(sentence.Index <= profile.FirstBodySentence + 1, FeatureTemplate.FirstSentence);
        bag.AddCount(FeatureTemplate.PhraseOrder, index);
        bag.AddCount(FeatureTemplate.ModelCount, modelMentions.Select(m => m.Token).Distinct().Count());
        var first = units.UnitOf(phrase.Tokens.First);
        context.Around(bag, first, units.UnitOf(phrase.Full.End - 1) + 1);
        context.Sentence(bag, sentence.Index);
        Institutions(bag, first, sentence);
        Repeated(bag, index);
    }

    private void Phrase(FeatureBag bag, ModelPhrase phrase)
    {
        bag.Add(FeatureTemplate.PhraseDeterminer, ContextFeatures.Number((int)phrase.Determiner));
        bag.AddIf(phrase.IsAi, FeatureTemplate.PhraseIsAi);
        bag.AddIf(phrase.HasModelHead, FeatureTemplate.PhraseHasModelHead);
        var head = units.UnitOf(phrase.Tokens.End - 1);
        bag.Add(FeatureTemplate.PhraseHead, units[head].Symbol);
        for (var i = units.UnitOf(phrase.Tokens.First); i < head; i++)
        {
            bag.Add(FeatureTemplate.PhraseModifier, units[i].Symbol);
            bag.AddIf(units[i].Cluster.Fine >= 0, FeatureTemplate.PhraseModifierCluster, ContextFeatures.Number(units[i].Cluster.Fine));
        }

        bag.AddCount(FeatureTemplate.TokenCount, phrase.Tokens.Count);
        bag.AddIf(text.FirstIn(phrase.Tokens, Cue.OtherOne) is not null || (phrase.Tokens.First > 0 && text.Has(phrase.Tokens.First - 1, Cue.OtherOne)), FeatureTemplate.PhraseModifier, 1);
        bag.AddIf(text.FirstIn(phrase.Tokens, Cue.First) is not null, FeatureTemplate.PhraseModifier, 2);
    }

    private void Complement(FeatureBag bag, ModelPhrase phrase)
    {
        bag.AddCount(FeatureTemplate.ComplementLink, phrase.Complement.Count, 1);
        bag.AddIf(text.FirstIn(phrase.Tokens, Cue.Specialty) is not null, FeatureTemplate.ComplementSpecialty, 2);
        if (phrase.Complement.Count == 0)
        {
            return;
        }

        bag.Add(FeatureTemplate.ComplementLink, Symbols.Of(text.Word(phrase.Complement.First)));
        bag.AddIf(text.FirstIn(phrase.Complement, Cue.Specialty) is not null, FeatureTemplate.ComplementSpecialty, 1);
        for (var i = phrase.Complement.First + 1; i < Math.Min(phrase.Complement.End, phrase.Complement.First + 5); i++)
        {
            var unit = units[units.UnitOf(i)];
            bag.Add(FeatureTemplate.ComplementVerb, unit.Symbol, i == phrase.Complement.First + 1 ? 1UL : 2UL);
            bag.AddIf(unit.Cluster.Fine >= 0, FeatureTemplate.ComplementCluster, ContextFeatures.Number(unit.Cluster.Fine));
        }
    }

    /// <summary>Where names of models stand, seen from the phrase.</summary>
    private void Named(FeatureBag bag, ModelPhrase phrase, Sentence sentence)
    {
        float before = 0, after = 0, inSentence = 0, next = 0, previous = 0, earlier = 0, adjacent = 0;
        foreach (var (token, score) in modelMentions)
        {
            var distance = text.SentenceOf(token).Index - sentence.Index;
            if (distance == 0)
            {
                inSentence = Math.Max(inSentence, score);
                before = token < phrase.Tokens.First ? Math.Max(before, score) : before;
                after = token >= phrase.Tokens.End ? Math.Max(after, score) : after;
                adjacent = Math.Abs(token - phrase.Full.End) <= 4 || Math.Abs(phrase.Tokens.First - token) <= 5 ? Math.Max(adjacent, score) : adjacent;
            }

            next = distance is 1 ? Math.Max(next, score) : next;
            previous = distance is -1 ? Math.Max(previous, score) : previous;
            earlier = distance < 0 ? Math.Max(earlier, score) : earlier;
        }

        bag.AddValue(FeatureTemplate.NamedInSentence, inSentence, 1);
        bag.AddValue(FeatureTemplate.NamedInSentence, adjacent, 2);
        bag.AddValue(FeatureTemplate.NamedBefore, before, 1);
        bag.AddValue(FeatureTemplate.NamedBefore, previous, 2);
        bag.AddValue(FeatureTemplate.NamedBefore, earlier, 3);
        bag.AddValue(FeatureTemplate.NamedAfter, after, 1);
        bag.AddValue(FeatureTemplate.NamedAfter, next, 2);
        bag.AddValue(FeatureTemplate.NamedAfter, modelMentions.Count == 0 ? 0 : modelMentions.Max(m => m.Score), 3);
    }

    private void Institutions(FeatureBag bag, int first, Sentence sentence)
    {
        var (from, to) = units.InSentence(sentence.Index);
        var nearest = int.MaxValue;
        var kind = 0UL;
        for (var i = from; i < to; i++)
        {
            if (units[i].Organisation >= 0 && Math.Abs(i - first) < nearest)
            {
                nearest = Math.Abs(i - first);
                kind = ContextFeatures.Number((int)units[i].Kind);
            }

            bag.AddIf(units[i].Kind == UnitKind.Hospital, FeatureTemplate.WithHospital, i < first ? 1UL : 2UL);
        }

        bag.Add(FeatureTemplate.OrganisationKind, kind);
    }

    /// <summary>Whether a phrase with the same head and purpose stands elsewhere: then this is only one of its mentions.</summary>
    private void Repeated(FeatureBag bag, int index)
    {
        var field = text.FirstIn(phrases[index].Full, Cue.Specialty)?.Value ?? -1;
        for (var i = 0; i < phrases.Count; i++)
        {
            if (i == index || phrases[i].IsPlural)
            {
                continue;
            }

            var same = field >= 0 && text.FirstIn(phrases[i].Full, Cue.Specialty)?.Value == field;
            bag.AddIf(same, FeatureTemplate.LabelOthers, i < index ? 1UL : 2UL);
        }
    }
}
