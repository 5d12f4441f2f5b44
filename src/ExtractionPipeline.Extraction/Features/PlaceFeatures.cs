using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes where in the article an institution and a model stand, and how much the article makes of each.</summary>
internal sealed class PlaceFeatures
{
    private readonly AnalyzedText text;
    private readonly Discourse discourse;
    private readonly ArticleProfile profile;
    private readonly int[] sectionOf;
    private readonly List<int>[] hospitalsOfSentence;
    private readonly List<int>[] hospitalsOfBlock;
    private readonly int[] firstSentenceOfModel;
    private readonly int[] lastHospitalBefore;
    private readonly int[] nearestHospital;

    public PlaceFeatures(UnitSequence units, Discourse discourse, ArticleProfile profile)
    {
        text = units.Text;
        this.discourse = discourse;
        this.profile = profile;
        sectionOf = Sections(text);
        hospitalsOfSentence = [.. discourse.Sentences.Select(v => HospitalsIn([v]))];
        var byBlock = discourse.Sentences.ToLookup(v => v.Sentence.Block);
        hospitalsOfBlock = [.. Enumerable.Range(0, text.Article.Blocks.Count).Select(b => HospitalsIn(byBlock[b]))];
        firstSentenceOfModel = [.. discourse.Models.Select(m => text.SentenceOf(m.FirstToken).Index)];
        var hospitals = discourse.Organisations.Where(o => o.IsHospital).SelectMany(o => o.Mentions.Select(m => (Token: m.Tokens.First, o.Index))).ToList();
        lastHospitalBefore = [.. discourse.Models.Select(m => hospitals.Where(h => h.Token < m.FirstToken).DefaultIfEmpty((-1, -1)).MaxBy(h => h.Item1).Item2)];
        nearestHospital = [.. discourse.Models.Select(m => hospitals.DefaultIfEmpty((-1, -1)).MinBy(h => Math.Abs(h.Item1 - m.FirstToken)).Item2)];
    }

    /// <summary>Whether anything brings the two together: a sentence, the same or the next paragraph, a heading above, the title, or the hospital that the article is about.</summary>
    public bool IsPlausible(int model, int organisation)
    {
        var entity = discourse.Organisations[organisation];
        if (organisation == profile.MainHospital)
        {
            return true;
        }

        foreach (var mention in entity.Mentions)
        {
            var sentence = text.SentenceOf(mention.Tokens.First);
            var kind = text.BlockOf(sentence).Kind;
            var view = discourse.Sentences[sentence.Index];
            if (kind == ArticleBlockKind.Title || view.Topic == model || view.Chunks.Any(c => view.ModelOf(c) == model))
            {
                return true;
            }

            foreach (var place in Places(discourse.Models[model]))
            {
                var other = text.SentenceOf(place);
                if (Math.Abs(other.Block - sentence.Block) <= 1 || (kind == ArticleBlockKind.Heading && sectionOf[other.Index] == sectionOf[sentence.Index]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>How often and how near to the model the article names the institution.</summary>
    public void Salience(FeatureBag bag, int model, OrganisationEntity entity, IReadOnlyList<float> modelScores)
    {
        bag.AddCount(FeatureTemplate.MentionCount, entity.Mentions.Count);
        bag.AddCount(FeatureTemplate.HospitalCount, profile.Hospitals);
        bag.AddCount(FeatureTemplate.ModelCount, modelScores.Count(s => s > 0.3f));
        bag.AddIf(entity.Index == profile.MainHospital, FeatureTemplate.MainHospital);
        bag.AddIf(profile.Hospitals == 1 && entity.IsHospital, FeatureTemplate.OnlyHospital);
        bag.AddIf(entity.IsDistinct, FeatureTemplate.IsKnownWord);
        bag.AddIf(entity.Known >= 0, FeatureTemplate.KnownCompany);
        bag.AddValue(FeatureTemplate.Score, modelScores[model]);
        bag.AddIf(modelScores.All(s => s <= modelScores[model]), FeatureTemplate.ScoreRank);
        bag.AddIf(discourse.Models[model].IsNamed, FeatureTemplate.NameKind, 1);
        var first = firstSentenceOfModel[model];
        var nearest = entity.Mentions.Min(m => Math.Abs(text.SentenceOf(m.Tokens.First).Index - first));
        bag.AddCount(FeatureTemplate.SentenceDistance, nearest, 1);
        var before = entity.Mentions.Where(m => m.Tokens.First < discourse.Models[model].FirstToken).Select(m => m.Tokens.First).DefaultIfEmpty(-1).Max();
        bag.AddIf(before >= 0, FeatureTemplate.Order, 1);
        bag.AddIf(lastHospitalBefore[model] == entity.Index, FeatureTemplate.NearestHospital, 1);
        bag.AddIf(nearestHospital[model] == entity.Index, FeatureTemplate.NearestHospital, 2);
        bag.AddIf(entity.Mentions.Any(m => text.BlockOf(text.SentenceOf(m.Tokens.First)).Kind == ArticleBlockKind.Title), FeatureTemplate.InTitle);
        var last = text.Word(entity.Mentions[0].Core.End - 1);
        bag.Add(FeatureTemplate.LastWord, Symbols.Of(last));
        foreach (var place in Places(discourse.Models[model]).Take(6))
        {
            Neighbourhood(bag, entity, place);
        }
    }

    /// <summary>Which hospitals the sentence and the paragraph of a mention of the model offer, and whether this is the first or the only one.</summary>
    private void Neighbourhood(FeatureBag bag, OrganisationEntity entity, int place)
    {
        var sentence = text.SentenceOf(place);
        var inSentence = hospitalsOfSentence[sentence.Index];
        bag.Add(FeatureTemplate.Rank, RankIn(inSentence, entity), Math.Min(3UL, (ulong)inSentence.Count) + 10);
        var inBlock = hospitalsOfBlock[sentence.Block];
        bag.Add(FeatureTemplate.Rank, RankIn(inBlock, entity), Math.Min(3UL, (ulong)inBlock.Count) + 20);
        var previous = sentence.Block - 1;
        bag.AddIf(inBlock.Count == 0 && previous >= 0 && hospitalsOfBlock[previous].LastOrDefault(-1) == entity.Index, FeatureTemplate.Rank, 31);
        bag.AddIf(inBlock.Count == 0 && previous >= 0 && hospitalsOfBlock[previous].FirstOrDefault(-1) == entity.Index, FeatureTemplate.Rank, 32);
        bag.AddIf(inSentence.Count == 0 && sentence.Index > 0 && hospitalsOfSentence[sentence.Index - 1].Contains(entity.Index), FeatureTemplate.Rank, 33);
        bag.AddIf(inSentence.Count == 0 && discourse.Sentences[sentence.Index].Hospital == entity.Index, FeatureTemplate.Rank, 34);
    }

    /// <summary>1 for the first, 2 for a later one, 3 for none of them.</summary>
    private static ulong RankIn(List<int> hospitals, OrganisationEntity entity) =>
        hospitals.IndexOf(entity.Index) switch { 0 => 1, > 0 => 2, _ => 3 };

    private List<int> HospitalsIn(IEnumerable<SentenceView> views) =>
        [.. views.SelectMany(v => v.Chunks).Where(c => c.Is(ChunkKind.Organisation) && discourse.Organisations[c.Entity].IsHospital).Select(c => c.Entity).Distinct()];

    /// <summary>What stands around the institution wherever it is named near the model, and where it stands relative to it.</summary>
    public void Mention(FeatureBag bag, OrganisationMention mention, int model)
    {
        var sentence = text.SentenceOf(mention.Tokens.First);
        var block = text.BlockOf(sentence);
        var role = TableColumns.RoleOf(text, mention.Tokens.First);
        foreach (var place in Places(discourse.Models[model]))
        {
            var other = text.SentenceOf(place);
            bag.AddIf(other.Index == sentence.Index, FeatureTemplate.SameSentence);
            bag.AddIf(other.Block == sentence.Block, FeatureTemplate.SameBlock);
            bag.AddIf(sectionOf[other.Index] == sectionOf[sentence.Index], FeatureTemplate.SameSection);
            if (other.Block == sentence.Block && block.Kind == ArticleBlockKind.TableRow)
            {
                bag.Add(FeatureTemplate.SameRow, ContextFeatures.Number((int)role));
            }

            if (Math.Abs(other.Index - sentence.Index) <= 2)
            {
                ContextFeatures.AddBits(bag, FeatureTemplate.OrganisationContext, profile.CuesOf(sentence.Index));
            }
        }
    }

    private static IEnumerable<int> Places(ModelEntity model) =>
        model.IsNamed ? model.Mentions.Select(m => m.Name.Tokens.First) : model.Phrases.Take(1).Select(p => p.Tokens.First);

    /// <summary>Number of headings up to each sentence.</summary>
    internal static int[] Sections(AnalyzedText text)
    {
        var sections = new int[text.Sentences.Length];
        int current = 0, block = -1;
        foreach (var sentence in text.Sentences)
        {
            current += sentence.Block != block && text.BlockOf(sentence).Kind == ArticleBlockKind.Heading ? 1 : 0;
            block = sentence.Block;
            sections[sentence.Index] = current;
        }

        return sections;
    }
}
