using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>Puts models, roles, fields and claims together into records, and leaves out what no hospital made.</summary>
internal sealed class RecordAssembler(LexiconSet lexicons, RuleReliability reliability)
{
    private readonly RoleDecider roles = new(reliability);

    public List<ModelRecord> Assemble(Discourse discourse, IReadOnlyList<RoleEvidence> evidence)
    {
        var specialties = new SpecialtyFinder(discourse);
        evidence = [.. evidence.Where(e => !IsFoundation(discourse, discourse.Models[e.Model]))];
        var target = new ModelMerger(discourse, specialties).Merge(roles.Decide(evidence));
        var merged = Merge(discourse, target);
        var decisions = roles.Decide(evidence.Select(e => e with { Model = target[e.Model] })).ToLookup(d => d.Model);
        var claims = new ClaimFinder(discourse).Find().Select(c => c with { Model = target[c.Model] }).ToLookup(c => c.Model);
        var fallback = new HospitalFallback(discourse);
        var values = new ValueBuilder(discourse, lexicons, reliability);
        var drafts = new List<RecordDraft>();
        foreach (var model in merged.Where(m => !IsFoundation(discourse, m)))
        {
            var draft = Draft(model, [.. decisions[model.Index]], specialties.Find(model), [.. claims[model.Index]], fallback);
            if (draft is not null)
            {
                drafts.Add(draft);
            }
        }

        drafts.AddRange(CoordinatedOnes(discourse, merged, drafts, specialties, claims));
        return [.. drafts.OrderBy(d => d.Model.FirstToken).Select(values.Record)];
    }

    /// <summary>"is based on the latter's Dayi Large Medical Model": a model named only as what another one stands on.</summary>
    private static bool IsFoundation(Discourse discourse, ModelEntity model)
    {
        if (!model.IsNamed)
        {
            return false;
        }

        foreach (var view in discourse.Sentences)
        {
            for (var i = 0; i < view.Chunks.Count; i++)
            {
                if (view.Chunks[i].Is(ChunkKind.Model) && view.Chunks[i].Entity == model.Index
                    && !Enumerable.Range(Math.Max(0, i - 3), Math.Min(3, i)).Any(j => view.Chunks[j].Is(ChunkKind.Foundation)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static List<ModelEntity> Merge(Discourse discourse, int[] target)
    {
        foreach (var model in discourse.Models.Where(m => target[m.Index] != m.Index))
        {
            discourse.Models[target[model.Index]].Absorb(model);
        }

        return [.. discourse.Models.Where(m => target[m.Index] == m.Index)];
    }

    private RecordDraft? Draft(ModelEntity model, List<RoleDecision> decisions, List<SpecialtyMention> fields, List<ClaimMention> claims, HospitalFallback fallback)
    {
        decisions.RemoveAll(d => d.Role == OrganisationRole.Developer && !fallback.IsDistinct(d.Organisation));
        var hasDeveloper = decisions.Exists(d => d.Role == OrganisationRole.Developer);
        if (!hasDeveloper)
        {
            var hasOtherMaker = decisions.Exists(d => d.Role is OrganisationRole.Owner or OrganisationRole.Partner);
            var proposal = model.IsNamed && !hasOtherMaker && !decisions.Exists(d => d.Role == OrganisationRole.Adopter) ? fallback.Find(model) : null;
            if (proposal is null)
            {
                return null;
            }

            decisions.AddRange(roles.Decide([proposal]));
        }

        return model.IsNamed || fields.Count > 0 ? new RecordDraft(model, decisions, fields, claims) : null;
    }

    /// <summary>A model that the article only names side by side with a hospital's model is a hospital's too, though it does not say whose.</summary>
    private static IEnumerable<RecordDraft> CoordinatedOnes(
        Discourse discourse, List<ModelEntity> models, List<RecordDraft> drafts, SpecialtyFinder specialties, ILookup<int, ClaimMention> claims)
    {
        var told = drafts.Select(d => d.Model.Index).ToHashSet();
        foreach (var model in models.Where(m => m.IsNamed && !told.Contains(m.Index) && m.Cues.HasFlag(Mentions.ModelCue.Coordinated)))
        {
            var beside = discourse.Sentences.Any(view =>
                view.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == model.Index)
                && view.Chunks.Any(c => c.Is(ChunkKind.Model) && told.Contains(c.Entity)));
            if (beside)
            {
                yield return new RecordDraft(model, [], specialties.Find(model), [.. claims[model.Index]]);
            }
        }
    }
}

/// <summary>All that is known of one model before it becomes a record.</summary>
internal sealed record RecordDraft(
    ModelEntity Model,
    IReadOnlyList<RoleDecision> Roles,
    IReadOnlyList<SpecialtyMention> Specialties,
    IReadOnlyList<ClaimMention> Claims);
