using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>
/// Finds the hospital of a named model of which no sentence says outright who made it: the hospital in the sentence
/// that introduces it, or else the one that the article is about. Never where a company is said to be its maker.
/// </summary>
internal sealed class HospitalFallback(Discourse discourse)
{
    private const double MainShare = 0.5;

    private readonly OrganisationEntity? main = Main(discourse);

    /// <summary>Whether the institution has a name of its own, and is not just "the First Affiliated Hospital" of some place untold.</summary>
    public bool IsDistinct(int organisation) => discourse.Organisations[organisation].IsDistinct;

    /// <summary>The proposal, or null when there is none; where a partner is told, only a hospital in a sentence with the model counts.</summary>
    public RoleEvidence? Find(ModelEntity model, bool hasPartner)
    {
        foreach (var view in discourse.Sentences)
        {
            if (view.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == model.Index) && !view.Chunks.Any(c => c.Is(ChunkKind.Adopt))
                && NearestHospital(model, view) is { } chunk)
            {
                return new RoleEvidence(model.Index, chunk.Entity, OrganisationRole.Developer, "same-sentence", chunk.Tokens);
            }
        }

        return hasPartner ? null : Nearby(model) ?? Main(model);
    }

    /// <summary>The hospital last named before the model in the same paragraph.</summary>
    private RoleEvidence? Nearby(ModelEntity model)
    {
        foreach (var view in discourse.Sentences.Where(v => v.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == model.Index)))
        {
            for (var i = view.Sentence.Index - 1; i >= 0 && discourse.Sentences[i].Sentence.Block == view.Sentence.Block; i--)
            {
                var hospital = discourse.Sentences[i].Chunks.LastOrDefault(c => c.Is(ChunkKind.Organisation) && discourse.Organisations[c.Entity].IsHospital);
                if (hospital.Tokens.Count > 0)
                {
                    return new RoleEvidence(model.Index, hospital.Entity, OrganisationRole.Developer, "nearby", hospital.Tokens);
                }
            }
        }

        return null;
    }

    /// <summary>"We developed …", "the team built …": a verb of making without an institution speaks of the hospital that the article is about.</summary>
    private RoleEvidence? Main(ModelEntity model) =>
        main is null || !IsMadeBySomebodyUnnamed(model) ? null : new RoleEvidence(model.Index, main.Index, OrganisationRole.Developer, "main-hospital", main.Mentions[0].Tokens);

    private Chunk? NearestHospital(ModelEntity model, SentenceView view)
    {
        var own = view.Chunks.First(c => c.Is(ChunkKind.Model) && c.Entity == model.Index).Tokens.First;
        var hospitals = view.Chunks.Where(c => c.Is(ChunkKind.Organisation) && discourse.Organisations[c.Entity].IsHospital).ToList();
        return hospitals.Count == 0 ? null : hospitals.MinBy(c => Math.Abs(c.Tokens.First - own));
    }

    private bool IsMadeBySomebodyUnnamed(ModelEntity model) => discourse.Sentences.Any(view =>
        view.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == model.Index)
        && view.Chunks.Any(c => c.Kind is ChunkKind.Develop or ChunkKind.Launch)
        && !view.Chunks.Any(c => c.Is(ChunkKind.Organisation)));

    /// <summary>The hospital with more than half of all mentions of hospitals.</summary>
    private static OrganisationEntity? Main(Discourse discourse)
    {
        var hospitals = discourse.Organisations.Where(o => o.IsHospital).ToList();
        var all = hospitals.Sum(o => o.Mentions.Count);
        return hospitals.Find(o => o.Mentions.Count > MainShare * all);
    }
}
