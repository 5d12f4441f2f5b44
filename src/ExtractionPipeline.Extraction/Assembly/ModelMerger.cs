using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>
/// Finds which unnamed models are introductions of named ones ("a large model that talks with people … “Xinyu” took
/// three years") or mentions of each other, and maps every model to the one it is told under.
/// </summary>
internal sealed class ModelMerger(Discourse discourse, SpecialtyFinder specialties)
{
    private const int NearSentences = 4;

    private readonly Dictionary<int, List<Specialty>> fields = [];

    /// <summary>For each model the index of the model it is merged into; itself when it stays.</summary>
    public int[] Merge(IReadOnlyList<RoleDecision> decisions)
    {
        var hospitals = decisions.Where(d => d.Role == OrganisationRole.Developer).ToLookup(d => d.Model, d => d.Organisation);
        var target = Enumerable.Range(0, discourse.Models.Count).ToArray();
        foreach (var model in discourse.Models.Where(m => !m.IsNamed))
        {
            var into = discourse.Models
                .Where(other => other.Index != model.Index && target[other.Index] == other.Index && (other.IsNamed || other.Index < model.Index))
                .Where(other => IsSame(model, other, hospitals))
                .OrderBy(other => other.IsNamed ? 0 : 1)
                .ThenBy(other => Distance(model, other))
                .FirstOrDefault();
            if (into is not null)
            {
                target[model.Index] = into.Index;
            }
        }

        return target;
    }

    private bool IsSame(ModelEntity unnamed, ModelEntity other, ILookup<int, int> hospitals)
    {
        if (IsAnother(unnamed) || !Compatible(unnamed, other))
        {
            return false;
        }

        var mine = hospitals[unnamed.Index].ToList();
        var theirs = hospitals[other.Index].ToList();
        var shared = mine.Intersect(theirs).Any();
        if (mine.Count > 0 && theirs.Count > 0 && !shared)
        {
            return false;
        }

        var distance = Distance(unnamed, other);
        if (distance == 0 && other.IsNamed)
        {
            // In one sentence an apposition would have joined them.
            return false;
        }

        var near = distance <= NearSentences;
        var onlyNamed = other.IsNamed && discourse.Models.Count(m => m.IsNamed) == 1;
        return other.IsNamed ? near || (onlyNamed && (shared || mine.Count == 0)) : shared || (near && mine.Count == 0);
    }

    /// <summary>"another", "a second", "a separate": said to be a different one.</summary>
    private bool IsAnother(ModelEntity model)
    {
        var first = model.Phrases[0].Tokens.First;
        for (var i = Math.Max(0, first - 3); i <= first; i++)
        {
            if (discourse.Text.EndOf(i, Cue.OtherOne) >= first)
            {
                return true;
            }
        }

        return false;
    }

    private bool Compatible(ModelEntity left, ModelEntity right)
    {
        var mine = FieldsOf(left);
        var theirs = FieldsOf(right);
        return mine.Count == 0 || theirs.Count == 0 || mine.TrueForAll(theirs.Contains) || theirs.TrueForAll(mine.Contains);
    }

    private List<Specialty> FieldsOf(ModelEntity model)
    {
        if (!fields.TryGetValue(model.Index, out var labels))
        {
            labels = [.. specialties.Find(model).Select(s => s.Label)];
            fields[model.Index] = labels;
        }

        return labels;
    }

    /// <summary>Sentences between the unnamed model's phrase and the other's nearest mention.</summary>
    private int Distance(ModelEntity unnamed, ModelEntity other)
    {
        var own = discourse.Text.SentenceOf(unnamed.FirstToken).Index;
        var places = other.IsNamed ? other.Mentions.Select(m => m.Name.Tokens.First) : other.Phrases.Select(p => p.Tokens.First);
        return places.Min(p => Math.Abs(discourse.Text.SentenceOf(p).Index - own));
    }
}
