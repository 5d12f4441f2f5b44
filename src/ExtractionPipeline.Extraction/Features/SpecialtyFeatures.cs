using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Where a clinical term stands, seen from a model: the nearer, the likelier it tells what the model is for.</summary>
internal enum TermPlace
{
    /// <summary>In a phrase that defines the model.</summary>
    Phrase,

    /// <summary>In the model's own name.</summary>
    Name,

    /// <summary>In a sentence that names the model, behind it.</summary>
    SentenceBehind,

    /// <summary>In a sentence that names the model, before it.</summary>
    SentenceBefore,

    /// <summary>In a sentence of which the model is the topic.</summary>
    Topic,

    /// <summary>Elsewhere in a paragraph that names the model.</summary>
    Block,

    /// <summary>In the heading of a section that names it.</summary>
    Heading,

    Title,
    Elsewhere,
}

/// <summary>Describes a clinical field for the question whether a model is for it.</summary>
internal sealed class SpecialtyFeatures
{
    private readonly AnalyzedText text;
    private readonly UnitSequence units;
    private readonly Discourse discourse;
    private readonly ArticleProfile profile;
    private readonly IReadOnlyList<SpecialtyTerm> terms;
    private readonly ContextFeatures context;
    private readonly int[] sectionOf;
    private readonly List<int>[] modelsOfSentence;

    public SpecialtyFeatures(UnitSequence units, Discourse discourse, ArticleProfile profile, IReadOnlyList<SpecialtyTerm> terms)
    {
        text = units.Text;
        this.units = units;
        this.discourse = discourse;
        this.profile = profile;
        this.terms = terms;
        context = new ContextFeatures(units);
        sectionOf = PlaceFeatures.Sections(text);
        modelsOfSentence = [.. discourse.Sentences.Select(v => v.Chunks.Where(c => c.Is(ChunkKind.Model)).Select(c => c.Entity).Distinct().ToList())];
    }

    /// <summary>Where each term stands, seen from the model.</summary>
    public TermPlace[] PlacesFor(int model)
    {
        var entity = discourse.Models[model];
        var sentences = modelsOfSentence.Select((m, i) => (Models: m, Sentence: i)).Where(m => m.Models.Contains(model)).Select(m => m.Sentence).ToHashSet();
        var blocks = sentences.Select(s => text.Sentences[s].Block).ToHashSet();
        var sections = sentences.Select(s => sectionOf[s]).ToHashSet();
        return [.. terms.Select(t => PlaceOf(t, model, entity, sentences, blocks, sections))];
    }

    public void Of(FeatureBag bag, int model, Specialty label, TermPlace[] places, IReadOnlyList<Specialty> byRules, IReadOnlyList<Specialty> labels)
    {
        var number = ContextFeatures.Number((int)label);
        bag.Add(FeatureTemplate.Label, number);
        bag.AddIf(byRules.Contains(label), FeatureTemplate.RuleSpecialty, 1);
        bag.AddIf(byRules.Contains(label), FeatureTemplate.RuleSpecialty, 1, number);
        bag.AddIf(byRules.Count == 0, FeatureTemplate.RuleSpecialty, 2);
        foreach (var other in byRules)
        {
            bag.AddIf(other != label, FeatureTemplate.RuleSpecialty, 3, Symbols.Join(number, (ulong)other));
        }

        bag.AddCount(FeatureTemplate.ModelCount, discourse.Models.Count);
        bag.AddCount(FeatureTemplate.LabelOthers, labels.Count);
        bag.AddIf(discourse.Models[model].IsNamed, FeatureTemplate.NameKind, 1);
        Terms(bag, model, label, places, number);
    }

    private void Terms(FeatureBag bag, int model, Specialty label, TermPlace[] places, ulong number)
    {
        var best = TermPlace.Elsewhere;
        var nearestOther = TermPlace.Elsewhere;
        int count = 0, near = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            var place = places[i];
            if (terms[i].Label != label)
            {
                nearestOther = place < nearestOther && !terms[i].IsInName ? place : nearestOther;
                continue;
            }

            count++;
            best = place < best && !terms[i].IsInName ? place : best;
            near += place <= TermPlace.Topic ? 1 : 0;
            var placeNumber = ContextFeatures.Number((int)place + (terms[i].IsInName ? 20 : 0));
            bag.Add(FeatureTemplate.LabelPlace, placeNumber);
            bag.Add(FeatureTemplate.LabelPlace, placeNumber, number);
            if (place <= TermPlace.Block)
            {
                Near(bag, model, terms[i], place, number);
            }
        }

        bag.AddCount(FeatureTemplate.LabelCount, count, 1);
        bag.AddCount(FeatureTemplate.LabelCount, near, 2);
        bag.AddValue(FeatureTemplate.LabelCount, (float)count / Math.Max(1, terms.Count), 3);
        bag.Add(FeatureTemplate.LabelSource, ContextFeatures.Number((int)best), ContextFeatures.Number((int)nearestOther));
        bag.Add(FeatureTemplate.LabelSource, ContextFeatures.Number((int)best));
        bag.AddIf(best < nearestOther, FeatureTemplate.LabelSource, 1);
        bag.AddIf(best == nearestOther, FeatureTemplate.LabelSource, 2);
        bag.AddIf(best == TermPlace.Elsewhere && count == 0, FeatureTemplate.LabelSource, 3);
    }

    private void Near(FeatureBag bag, int model, SpecialtyTerm term, TermPlace place, ulong number)
    {
        bag.Add(FeatureTemplate.LabelTerm, Symbols.Of(text.SpanOf(term.Tokens).In(text.Text)), number);
        int first = units.UnitOf(term.Tokens.First), end = units.UnitOf(term.Tokens.End - 1) + 1;
        context.Around(bag, first, end);
        var sentence = text.SentenceOf(term.Tokens.First);
        if (place is TermPlace.SentenceBehind or TermPlace.SentenceBefore)
        {
            Between(bag, model, sentence, first, end);
        }

        bag.Add(FeatureTemplate.NearestHospital, NearestTo(sentence, term.Tokens.First, model), ContextFeatures.Number((int)place));
        var others = modelsOfSentence[sentence.Index].Count(m => m != model);
        bag.AddCount(FeatureTemplate.OtherModelBetween, others, ContextFeatures.Number((int)place));
    }

    /// <summary>1 when no model is nearer to the term, 2 when one before the term is, 3 when one behind it is, 4 when the sentence names none.</summary>
    private ulong NearestTo(Sentence sentence, int term, int model)
    {
        int best = int.MaxValue, owner = -1, at = 0;
        foreach (var chunk in discourse.Sentences[sentence.Index].Chunks)
        {
            if (chunk.Is(ChunkKind.Model) && Math.Abs(chunk.Tokens.First - term) < best)
            {
                (best, owner, at) = (Math.Abs(chunk.Tokens.First - term), chunk.Entity, chunk.Tokens.First);
            }
        }

        return owner < 0 ? 4UL : owner == model ? 1UL : at < term ? 2UL : 3UL;
    }

    private void Between(FeatureBag bag, int model, Sentence sentence, int first, int end)
    {
        var nearest = int.MaxValue;
        var at = -1;
        foreach (var chunk in discourse.Sentences[sentence.Index].Chunks)
        {
            var unit = units.UnitOf(chunk.Tokens.First);
            if (chunk.Is(ChunkKind.Model) && chunk.Entity == model && Math.Abs(unit - first) < nearest)
            {
                nearest = Math.Abs(unit - first);
                at = unit;
            }
        }

        if (at < 0)
        {
            return;
        }

        var (from, to) = at < first ? (at + 1, first) : (end, at);
        var direction = at < first ? 1UL : 2UL;
        bag.AddCount(FeatureTemplate.Distance, Math.Max(0, to - from) / 2, direction);
        for (var i = from; i < Math.Min(to, from + 20); i++)
        {
            bag.Add(FeatureTemplate.BetweenWord, units[i].Symbol, direction);
            bag.AddIf(units[i].IsName, FeatureTemplate.BetweenCue, ContextFeatures.Number((int)units[i].Kind), direction);
        }
    }

    private TermPlace PlaceOf(SpecialtyTerm term, int model, ModelEntity entity, HashSet<int> sentences, HashSet<int> blocks, HashSet<int> sections)
    {
        if (entity.Mentions.Any(m => m.Name.Tokens.Overlaps(term.Tokens)))
        {
            return TermPlace.Name;
        }

        if (entity.Phrases.Any(p => p.Full.Overlaps(term.Tokens)))
        {
            return TermPlace.Phrase;
        }

        var sentence = text.SentenceOf(term.Tokens.First);
        var kind = text.BlockOf(sentence).Kind;
        if (sentences.Contains(sentence.Index))
        {
            var own = discourse.Sentences[sentence.Index].Chunks.First(c => c.Is(ChunkKind.Model) && c.Entity == model).Tokens.First;
            return own < term.Tokens.First ? TermPlace.SentenceBehind : TermPlace.SentenceBefore;
        }

        if (discourse.Sentences[sentence.Index].Topic == model && modelsOfSentence[sentence.Index].Count == 0 && kind is not (ArticleBlockKind.Heading or ArticleBlockKind.Title))
        {
            return TermPlace.Topic;
        }

        if (kind == ArticleBlockKind.Title)
        {
            return TermPlace.Title;
        }

        if (kind == ArticleBlockKind.Heading && sections.Contains(sectionOf[sentence.Index]))
        {
            return TermPlace.Heading;
        }

        return blocks.Contains(sentence.Block) ? TermPlace.Block : TermPlace.Elsewhere;
    }
}
