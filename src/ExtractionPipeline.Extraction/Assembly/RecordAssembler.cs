using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Substitution;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>Puts models, roles, fields and claims together into records, and leaves out what no hospital made.</summary>
internal sealed class RecordAssembler(LexiconSet lexicons, RuleReliability reliability)
{
    private readonly RoleDecider roles = new(reliability);

    public List<ModelRecord> Assemble(Discourse discourse, IReadOnlyList<RoleEvidence> evidence, GoldSubstitution? gold = null)
    {
        var fields = new SpecialtyFinder(discourse);
        evidence = [.. evidence.Where(e => !IsFoundation(discourse, discourse.Models[e.Model]))];
        var target = gold?.Replaces(ExtractionStage.EntityResolution) == true
            ? [.. Enumerable.Range(0, discourse.Models.Count)]
            : new ModelMerger(discourse, fields).Merge(roles.Decide(evidence));
        var merged = Merge(discourse, target);
        var isRelated = gold?.Replaces(ExtractionStage.Relation) == true;
        var decided = isRelated ? gold!.Roles() : roles.Decide(evidence.Select(e => e with { Model = target[e.Model] }));
        var decisions = decided.ToLookup(d => d.Model);
        var isLabelled = gold?.Replaces(ExtractionStage.Label) == true;
        var claims = (isLabelled ? gold!.Claims() : new ClaimFinder(discourse).Find()).Select(c => c with { Model = target[c.Model] }).ToLookup(c => c.Model);
        var found = merged.Where(m => isRelated || !IsFoundation(discourse, m))
            .Select(m => new RecordDraft(m, [.. decisions[m.Index]], isLabelled ? gold!.Specialties(m) : fields.Find(m), [.. claims[m.Index]])).ToList();
        var fallback = new HospitalFallback(discourse);
        var drafts = found.Select(d => Complete(d, fallback)).OfType<RecordDraft>().ToList();
        drafts.AddRange(CoordinatedOnes(discourse, found, drafts));
        var values = new ValueBuilder(discourse, lexicons, reliability);
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

    /// <summary>The draft with a developer; null when there is none, or nothing says what the model is.</summary>
    private RecordDraft? Complete(RecordDraft draft, HospitalFallback fallback)
    {
        var decisions = draft.Roles.Where(d => d.Role != OrganisationRole.Developer || fallback.IsDistinct(d.Organisation)).ToList();
        if (!decisions.Exists(d => d.Role == OrganisationRole.Developer))
        {
            var isOwnedOrAdopted = decisions.Exists(d => d.Role is OrganisationRole.Owner or OrganisationRole.Adopter);
            var hasPartner = decisions.Exists(d => d.Role == OrganisationRole.Partner);
            var proposal = draft.Model.IsNamed && !isOwnedOrAdopted ? fallback.Find(draft.Model, hasPartner) : null;
            if (proposal is null)
            {
                return null;
            }

            decisions.AddRange(roles.Decide([proposal]));
        }

        return draft.Model.IsNamed || draft.Specialties.Count > 0 ? draft with { Roles = decisions } : null;
    }

    /// <summary>A model that the article only names side by side with a hospital's model is a hospital's too, though it does not say whose.</summary>
    private static IEnumerable<RecordDraft> CoordinatedOnes(Discourse discourse, List<RecordDraft> found, List<RecordDraft> drafts)
    {
        var told = drafts.Select(d => d.Model.Index).ToHashSet();
        foreach (var draft in found.Where(d => d.Model.IsNamed && !told.Contains(d.Model.Index) && d.Model.Cues.HasFlag(Mentions.ModelCue.Coordinated)))
        {
            var beside = discourse.Sentences.Any(view =>
                view.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == draft.Model.Index)
                && view.Chunks.Any(c => c.Is(ChunkKind.Model) && told.Contains(c.Entity)));
            if (beside)
            {
                yield return draft with { Roles = [] };
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
