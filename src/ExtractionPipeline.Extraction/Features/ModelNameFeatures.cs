using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes a name for the question whether it is that of a model which a hospital made: all its mentions together.</summary>
internal sealed class ModelNameFeatures
{
    private static readonly ModelCue[] CueFlags = [.. Enum.GetValues<ModelCue>().Where(c => c != ModelCue.None)];

    private readonly AnalyzedText text;
    private readonly UnitSequence units;
    private readonly ContextFeatures context;
    private readonly FormFeatures form;
    private readonly ArticleProfile profile;

    public ModelNameFeatures(UnitSequence units, WordClusters clusters, ArticleProfile profile)
    {
        text = units.Text;
        this.units = units;
        this.profile = profile;
        context = new ContextFeatures(units);
        form = new FormFeatures(text, clusters);
    }

    public void Of(FeatureBag bag, NameGroup group)
    {
        form.Of(bag, group.Mentions[0].Core);
        Whole(bag, group);
        var sentences = new HashSet<int>();
        foreach (var mention in group.Mentions)
        {
            Mention(bag, mention);
            if (sentences.Add(text.SentenceOf(mention.Name.Tokens.First).Index))
            {
                Sentence(bag, mention);
            }
        }
    }

    private void Whole(FeatureBag bag, NameGroup group)
    {
        var mentions = group.Mentions;
        bag.AddCount(FeatureTemplate.MentionCount, mentions.Count);
        bag.AddValue(FeatureTemplate.Share, (float)mentions.Count / profile.LargestGroup);
        bag.AddCount(FeatureTemplate.HospitalCount, profile.Hospitals);
        bag.AddCount(FeatureTemplate.CandidateCount, profile.Groups);
        bag.AddValue(FeatureTemplate.ArticleAi, profile.AiShare);
        bag.AddValue(FeatureTemplate.QuotedShare, (float)mentions.Count(m => m.Name.IsQuoted) / mentions.Count);
        bag.AddValue(FeatureTemplate.SentencePosition, (float)text.SentenceOf(mentions[0].Name.Tokens.First).Index / text.Sentences.Length);
        bag.AddValue(FeatureTemplate.RuleScore, (float)Math.Min(1, ModelNameResolver.Score(mentions) / 8));
        bag.AddIf(ModelNameResolver.Score(mentions) >= ModelNameResolver.Threshold, FeatureTemplate.RuleChoosesModel);
        bag.AddIf(mentions.All(m => m.Name.IsLoose), FeatureTemplate.IsLoose);
        bag.AddIf(mentions.Any(m => profile.IsInstitution(m.Name.Tokens.First)), FeatureTemplate.PartOfInstitution);
        bag.AddIf(profile.IsPartOfPerson(group.Key), FeatureTemplate.PartOfPerson);
        bag.AddIf(mentions.Any(m => m.Name.Known >= 0), FeatureTemplate.KnownCompany);
        foreach (var kind in mentions.Select(m => m.Name.Kind).Distinct())
        {
            bag.Add(FeatureTemplate.NameKind, ContextFeatures.Number((int)kind));
        }

        foreach (var flag in CueFlags)
        {
            var count = mentions.Count(m => m.Cues.HasFlag(flag));
            if (count > 0)
            {
                bag.Add(FeatureTemplate.ModelCue, (ulong)flag);
                bag.AddIf(count > 1, FeatureTemplate.ModelCueCount, (ulong)flag);
            }
        }
    }

    private void Mention(FeatureBag bag, ModelNameMention mention)
    {
        var first = units.UnitOf(mention.Name.Tokens.First);
        var sentence = text.SentenceOf(mention.Name.Tokens.First);
        var block = text.BlockOf(sentence);
        bag.Add(FeatureTemplate.BlockKind, ContextFeatures.Number((int)block.Kind));
        bag.AddIf(block.Kind == ArticleBlockKind.Title, FeatureTemplate.InTitle);
        bag.AddIf(sentence.Index <= profile.FirstBodySentence + 1, FeatureTemplate.FirstSentence);
        bag.AddIf(mention.Name.OuterFirst == sentence.Tokens.First, FeatureTemplate.StartsSentence, ContextFeatures.Number((int)block.Kind));
        bag.AddIf(mention.Name.IsQuoted, FeatureTemplate.Quoted);
        var table = TableColumns.RoleOf(text, mention.Name.Tokens.First);
        bag.AddIf(table != TableColumn.Other, FeatureTemplate.TableRole, ContextFeatures.Number((int)table));
        if (!mention.Name.IsLoose || mention.Name.IsQuoted || block.Kind is ArticleBlockKind.ListItem or ArticleBlockKind.TableRow)
        {
            context.Around(bag, first, units.UnitOf(mention.Name.Tokens.End - 1) + 1);
        }
    }

    private void Sentence(FeatureBag bag, ModelNameMention mention)
    {
        var sentence = text.SentenceOf(mention.Name.Tokens.First);
        var (from, to) = units.InSentence(sentence.Index);
        for (var i = from; i < to; i++)
        {
            bag.AddIf(units[i].Kind == UnitKind.Hospital, FeatureTemplate.WithHospital);
            bag.AddIf(units[i].HasAny(ModelWords), FeatureTemplate.WithModelWord);
            bag.AddIf(units[i].HasAny(References), FeatureTemplate.WithReference);
        }

        context.Sentence(bag, sentence.Index);
        if (sentence.Index + 1 < text.Sentences.Length)
        {
            var (next, _) = units.InSentence(sentence.Index + 1);
            bag.AddIf(next < units.Count && units[next].HasAny(References), FeatureTemplate.WithReference, 2);
        }
    }

    private static readonly ulong ModelWords = AnalyzedText.Mask(Cue.ModelHead, Cue.AiCore);
    private static readonly ulong References = AnalyzedText.Mask(Cue.ModelReference);
}
