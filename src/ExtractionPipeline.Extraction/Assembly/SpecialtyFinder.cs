using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>A clinical field found for a model.</summary>
internal sealed record SpecialtyMention(Specialty Label, TokenRange Tokens, string Rule);

/// <summary>
/// Finds what a model is for: first in the phrases that define it and in its name, then in the sentences that name it,
/// at last in the sentences of which it is the topic. The nearest source that says anything counts.
/// </summary>
internal sealed class SpecialtyFinder(Discourse discourse)
{
    private readonly AnalyzedText text = discourse.Text;

    /// <summary>The model's fields, each once, with the place that shows it.</summary>
    public List<SpecialtyMention> Find(ModelEntity model)
    {
        var found = new List<SpecialtyMention>();
        foreach (var phrase in model.Phrases.OrderBy(p => p.IsPlural))
        {
            if (!phrase.IsPlural || found.Count == 0)
            {
                Collect(phrase.Full, "phrase", found, inNames: false);
            }
        }

        foreach (var mention in model.Mentions)
        {
            Collect(mention.Name.Tokens, "name", found, inNames: true);
        }

        if (found.Count == 0)
        {
            CollectSentences(model, view => view.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == model.Index), "sentence", found);
        }

        if (found.Count == 0)
        {
            CollectSentences(model, view => view.Topic == model.Index && !view.Chunks.Any(c => c.Is(ChunkKind.Model)), "topic", found);
        }

        return WithoutFallbackLabels(found);
    }

    /// <summary>Two labels of the guide hold only where no field is named: general, and management of health with no named disease.</summary>
    private static List<SpecialtyMention> WithoutFallbackLabels(List<SpecialtyMention> found)
    {
        var named = found.Where(s => s.Label is not (Specialty.General or Specialty.HealthManagement)).ToList();
        var managed = found.Where(s => s.Label != Specialty.General).ToList();
        return named.Count > 0 ? named : managed.Count > 0 ? managed : found;
    }

    /// <summary>The clinical terms of a range: of overlapping ones the longest, each label once.</summary>
    internal void Collect(TokenRange range, string rule, List<SpecialtyMention> found, bool inNames)
    {
        var covered = range.First;
        for (var i = range.First; i < range.End; i++)
        {
            if (i < covered || (!inNames && names.IsInName(i)))
            {
                continue;
            }

            if (text.IsWord(i, "rare") && RareDiseaseEnd(i, range.End) is var rare and > 0)
            {
                Add(found, Specialty.RareDisease, new TokenRange(i, rare), rule);
            }

            var end = text.EndOf(i, Cue.Specialty);
            if (end < 0 || end > range.End)
            {
                continue;
            }

            foreach (var annotation in text.AnnotationsAt(i))
            {
                if (annotation.Cue == Cue.Specialty && annotation.Tokens.End == end)
                {
                    Add(found, (Specialty)annotation.Value, annotation.Tokens, rule);
                }
            }

            covered = end;
        }
    }

    private readonly NameCover names = new(discourse);

    private static void Add(List<SpecialtyMention> found, Specialty label, TokenRange tokens, string rule)
    {
        if (!found.Exists(s => s.Label == label))
        {
            found.Add(new SpecialtyMention(label, tokens, rule));
        }
    }

    /// <summary>"rare cardiovascular diseases": other words may stand between.</summary>
    private int RareDiseaseEnd(int rare, int end)
    {
        for (var i = rare + 1; i < Math.Min(end, rare + 5); i++)
        {
            if (text.Word(i) is "disease" or "diseases" or "disorder" or "disorders" or "condition" or "conditions")
            {
                return i + 1;
            }
        }

        return -1;
    }

    private void CollectSentences(ModelEntity model, Func<SentenceView, bool> isAbout, string rule, List<SpecialtyMention> found)
    {
        foreach (var view in discourse.Sentences)
        {
            if (isAbout(view))
            {
                Collect(text.BlockOf(view.Sentence).Kind == ArticleBlockKind.TableRow ? Row(view) : RangeOf(model, view), rule, found, inNames: false);
                if (found.Count > 0)
                {
                    return;
                }
            }
        }
    }

    private TokenRange Row(SentenceView view)
    {
        var cells = text.Sentences.Where(s => s.Block == view.Sentence.Block).ToList();
        return new TokenRange(cells[0].Tokens.First, cells[^1].Tokens.End);
    }

    /// <summary>The part of a sentence that speaks of the model: up to the next one that it names.</summary>
    private static TokenRange RangeOf(ModelEntity model, SentenceView view)
    {
        var range = view.Sentence.Tokens;
        var own = -1;
        foreach (var chunk in view.Chunks)
        {
            if (chunk.Is(ChunkKind.Model) && chunk.Entity == model.Index && own < 0)
            {
                own = chunk.Tokens.First;
            }
            else if (chunk.Is(ChunkKind.Model) && chunk.Entity != model.Index)
            {
                range = own < 0 ? range with { First = chunk.Tokens.End } : range with { End = chunk.Tokens.First };
                if (own >= 0)
                {
                    break;
                }
            }
        }

        return range.Count > 0 ? range : view.Sentence.Tokens;
    }
}
