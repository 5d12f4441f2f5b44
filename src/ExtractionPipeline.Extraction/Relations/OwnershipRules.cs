using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>"Ruijin's RuiPath", "“Guanxin” from Zhongshan Hospital", "DoctorLotus, by Lishui Central Hospital".</summary>
internal sealed class PossessionRule : IRelationRule
{
    private const int LongestGap = 7;

    public string Name => "possession";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var clause = new Clause(discourse, view);
        for (var i = 0; i + 1 < view.Chunks.Count; i++)
        {
            Possessor(clause, view, i, found);
            Origin(discourse, clause, view, i, found);
        }
    }

    /// <summary>"the hospital's …".</summary>
    private void Possessor(Clause clause, SentenceView view, int i, List<RoleEvidence> found)
    {
        if (clause.Participant(view.Chunks[i]) is not { } owner || !view.Chunks[i + 1].Is(ChunkKind.Possessive) || i + 2 >= view.Chunks.Count)
        {
            return;
        }

        var model = view.Chunks[i + 2];
        if (model.Is(ChunkKind.Model) && model.Tokens.First - view.Chunks[i + 1].Tokens.End <= LongestGap)
        {
            Add(clause, model.Entity, owner, found);
        }
    }

    /// <summary>"… from the hospital", "…, by the hospital and a firm".</summary>
    private void Origin(Discourse discourse, Clause clause, SentenceView view, int i, List<RoleEvidence> found)
    {
        if (!view.Chunks[i].Is(ChunkKind.Model))
        {
            return;
        }

        var mark = view.Chunks[i + 1].Is(ChunkKind.Comma) ? i + 2 : i + 1;
        if (mark >= view.Chunks.Count || view.Chunks[mark].Kind is not (ChunkKind.Possession or ChunkKind.By)
            || view.Chunks[mark].Tokens.First - view.Chunks[i].Tokens.End > 6 || discourse.Text.IsWord(view.Chunks[mark].Tokens.First, "at"))
        {
            return;
        }

        var owners = clause.OrganisationsAfter(mark, out _);
        var withHospital = owners.Exists(o => clause.IsHospital(o.Organisation));
        foreach (var owner in owners)
        {
            if (withHospital)
            {
                found.Add(new RoleEvidence(view.Chunks[i].Entity, owner.Organisation, clause.MakerRole(owner.Organisation), Name, owner.Place));
            }
            else
            {
                Add(clause, view.Chunks[i].Entity, owner, found);
            }
        }
    }

    private void Add(Clause clause, int model, Participant owner, List<RoleEvidence> found)
    {
        var role = clause.IsHospital(owner.Organisation) ? OrganisationRole.Developer : OrganisationRole.Owner;
        found.Add(new RoleEvidence(model, owner.Organisation, role, Name, owner.Place));
    }
}

/// <summary>"in use at B", "B and C have adopted …", "users include B".</summary>
internal sealed class AdoptionRule : IRelationRule
{
    public string Name => "adoption";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var clause = new Clause(discourse, view);
        for (var i = 0; i < view.Chunks.Count; i++)
        {
            if (!view.Chunks[i].Is(ChunkKind.Adopt) || discourse.Text.IsWord(view.Chunks[i].Tokens.End, "to"))
            {
                continue;
            }

            var users = clause.OrganisationsBefore(i).Concat(HospitalsBehind(clause, view, i)).Where(o => clause.IsHospital(o.Organisation)).ToList();
            var model = users.Count == 0 ? -1 : Refers(view) ? clause.ModelFor(i) : IsOfUsers(discourse.Text, view.Chunks[i]) ? view.Topic : -1;
            if (model >= 0)
            {
                found.AddRange(users.Select(u => new RoleEvidence(model, u.Organisation, OrganisationRole.Adopter, Name, u.Place)));
            }
        }
    }

    private static bool Refers(SentenceView view) => view.Chunks.Any(c => view.ModelOf(c) >= 0);

    /// <summary>"Users so far include …" needs no word for the model.</summary>
    private static bool IsOfUsers(AnalyzedText text, Chunk chunk) =>
        text.Word(chunk.Tokens.First).StartsWith("user", StringComparison.OrdinalIgnoreCase) || text.Word(chunk.Tokens.First).StartsWith("adopter", StringComparison.OrdinalIgnoreCase);

    /// <summary>Hospitals named behind the verb, up to the next verb of making.</summary>
    private static IEnumerable<Participant> HospitalsBehind(Clause clause, SentenceView view, int verb)
    {
        for (var i = verb + 1; i < view.Chunks.Count; i++)
        {
            if (view.Chunks[i].Kind is ChunkKind.Develop or ChunkKind.Launch or ChunkKind.With or ChunkKind.Foundation)
            {
                yield break;
            }

            if (view.Chunks[i].Is(ChunkKind.Organisation) && clause.Participant(view.Chunks[i]) is { } participant)
            {
                yield return participant;
            }
        }
    }
}

/// <summary>"Neither took part", "is no longer involved", "has nothing to do with": takes the institution out.</summary>
internal sealed class NotInvolvedRule : IRelationRule
{
    private static readonly string[] Involvement = ["involved", "part", "do", "participated", "participate", "role"];

    public string Name => "not-involved";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var negation = view.Chunks.ToList().FindIndex(c => c.Is(ChunkKind.Negation));
        if (negation < 0 || !IsOfInvolvement(discourse.Text, view.Sentence.Tokens, view.Chunks[negation].Tokens.First))
        {
            return;
        }

        var sentence = view.Chunks[negation].Tokens.First == view.Sentence.Tokens.First && view.Sentence.Index > 0
            ? discourse.Sentences[view.Sentence.Index - 1]
            : view;
        var model = view.Topic;
        foreach (var chunk in sentence.Chunks.Where(c => c.Is(ChunkKind.Organisation) && model >= 0 && !discourse.Organisations[c.Entity].IsHospital | sentence != view))
        {
            found.Add(new RoleEvidence(model, chunk.Entity, OrganisationRole.None, Name, chunk.Tokens));
        }
    }

    private static bool IsOfInvolvement(AnalyzedText text, TokenRange sentence, int from)
    {
        for (var i = from; i < sentence.End; i++)
        {
            foreach (var word in Involvement)
            {
                if (text.IsWord(i, word))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
