using System.Text;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Entities;

/// <summary>
/// Joins the mentions of one name ("Guanxin", "Guanxin Large Model") and keeps the names that are models: those of
/// which the sum of what speaks for it over all mentions is large enough.
/// </summary>
internal sealed class ModelNameResolver(AnalyzedText text)
{
    /// <summary>The sum of weights from which on a name is a model's.</summary>
    public const double Threshold = 1.9;

    private const ModelCue Form = ModelCue.Quoted | ModelCue.DistinctForm | ModelCue.AgentNoun | ModelCue.Coordinated | ModelCue.Contrary;

    private static readonly (ModelCue Cue, double Weight)[] Weights =
    [
        (ModelCue.Tail, 2.4), (ModelCue.HeadBefore, 2.4), (ModelCue.Introduced, 2.5), (ModelCue.Apposition, 2.4), (ModelCue.Copula, 2.4),
        (ModelCue.DevelopedBy, 1.3), (ModelCue.DevelopedObject, 1.3), (ModelCue.Possessed, 0.9), (ModelCue.OfHospital, 1.5),
        (ModelCue.Quoted, 1.1), (ModelCue.DistinctForm, 0.9), (ModelCue.Acts, 1.2), (ModelCue.ActsAsModel, 0.7), (ModelCue.Coordinated, 0.3), (ModelCue.TableColumn, 2.4), (ModelCue.AgentNoun, 0.9),
        (ModelCue.FollowsIntroduction, 1.0), (ModelCue.Contrary, -2.5),
    ];

    /// <summary>
    /// The models by name; <paramref name="isInstitution"/> tells which names the article uses for an institution, and
    /// <paramref name="isModel"/>, where it is given, decides in place of the weights.
    /// </summary>
    public List<ModelEntity> Resolve(IReadOnlyList<ModelNameMention> mentions, Func<ModelNameMention, bool> isInstitution, Func<ModelNameMention, bool>? isModel = null)
    {
        var entities = new List<ModelEntity>();
        foreach (var group in mentions.GroupBy(m => Key(m.Core)))
        {
            var members = group.ToList();
            if (isModel is null ? !members.Exists(m => isInstitution(m)) && !IsCommon(members) && Score(members) >= Threshold : members.Exists(m => isModel(m)))
            {
                Add(entities, members);
            }
        }

        return entities;
    }

    /// <summary>Weight of all cues of the mentions, each counted once; a heading's capitals count for nothing by themselves.</summary>
    internal static double Score(IReadOnlyList<ModelNameMention> mentions)
    {
        var cues = mentions.Where(m => !m.Name.IsLoose || m.Name.IsQuoted || m.Cues.HasFlag(ModelCue.DistinctForm)).Aggregate(ModelCue.None, (sum, m) => sum | m.Cues);

        // How a name is written says nothing by itself: programmes and products are written so too.
        return (cues & ~Form) == 0 ? 0 : Weights.Where(w => cues.HasFlag(w.Cue)).Sum(w => w.Weight);
    }

    /// <summary>Letters and digits of a name in lower case: what stays the same in every spelling.</summary>
    internal string Key(TokenRange name)
    {
        var key = new StringBuilder();
        foreach (var c in text.SpanOf(name).In(text.Text))
        {
            if (char.IsLetterOrDigit(c) || c == '+')
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        return key.ToString();
    }

    private void Add(List<ModelEntity> entities, List<ModelNameMention> members)
    {
        var entity = entities.Find(e => IsVariant(e.Mentions[0].Core, members[0].Core));
        if (entity is null)
        {
            entity = new ModelEntity(entities.Count);
            entities.Add(entity);
        }

        entity.Mentions.AddRange(members);
        entity.Phrases.AddRange(members.Select(m => m.Phrase).OfType<ModelPhrase>());
        entity.Cues |= members.Aggregate(ModelCue.None, (sum, m) => sum | m.Cues);
    }

    /// <summary>"Ruizhi" and "Ruizhi Pathology": the longer adds only clinical or generic words.</summary>
    internal bool IsVariant(TokenRange left, TokenRange right)
    {
        var (shorter, longer) = left.Count <= right.Count ? (left, right) : (right, left);
        for (var i = 0; i < shorter.Count; i++)
        {
            if (!text.Word(shorter.First + i).Equals(text.Word(longer.First + i), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        for (var i = longer.First + shorter.Count; i < longer.End; i++)
        {
            if (!text.HasAny(i, AnalyzedText.Mask(Cue.Specialty, Cue.NameTail, Cue.NameTailModifier, Cue.AiModifier)) || text.Tokens[i].Has(TokenShape.Digit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"AI", "Large Language", "Medical AI": words of the trade without a name.</summary>
    internal bool IsCommon(IReadOnlyList<ModelNameMention> members)
    {
        var core = members[0].Core;
        for (var i = core.First; i < core.End; i++)
        {
            var generic = text.HasAny(i, AnalyzedText.Mask(Cue.AiCore, Cue.AiModifier, Cue.Specialty, Cue.ModelHead, Cue.ModelHeadPlural, Cue.ToolHead, Cue.Place, Cue.Preposition, Cue.Conjunction));
            if (!generic && text.Tokens[i].IsWord && !text.Tokens[i].Has(TokenShape.Number))
            {
                return false;
            }
        }

        return !members.Any(m => m.Cues.HasFlag(ModelCue.Quoted) || (m.Cues.HasFlag(ModelCue.AgentNoun) && !m.Name.IsLoose) || (m.Cues & (ModelCue.Introduced | ModelCue.Apposition | ModelCue.TableColumn)) != 0);
    }
}
