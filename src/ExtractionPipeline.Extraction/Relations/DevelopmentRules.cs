using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>"…, jointly developed by A and B", "the work of A", "released by A".</summary>
internal sealed class DevelopedByRule : IRelationRule
{
    public string Name => "developed-by";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var clause = new Clause(discourse, view);
        for (var i = 0; i < view.Chunks.Count; i++)
        {
            var agent = AgentMark(view.Chunks, i);
            if (agent < 0)
            {
                continue;
            }

            var makers = clause.OrganisationsAfter(agent, out var end);
            if (makers.Count == 0)
            {
                continue;
            }

            var models = clause.ModelsBefore(i);
            if (models.Count == 0)
            {
                models = clause.ModelsAfter(end < view.Chunks.Count && discourse.Text.Tokens[view.Chunks[end].Tokens.First].Is(':') ? end : end - 1);
            }

            if (models.Count == 0 && view.Topic >= 0 && !view.Chunks[i].Is(ChunkKind.Launch))
            {
                models.Add(view.Topic);
            }

            foreach (var model in models)
            {
                found.AddRange(makers.Select(m => new RoleEvidence(model, m.Organisation, clause.MakerRole(m.Organisation), Name, m.Place)));
            }
        }
    }

    /// <summary>Index of the "by" that belongs to the participle at i, or of a noun such as "the work of" itself; -1 when there is none.</summary>
    private static int AgentMark(IReadOnlyList<Chunk> chunks, int i)
    {
        if (chunks[i].Is(ChunkKind.DevelopNoun))
        {
            return i;
        }

        if (chunks[i].Kind is not (ChunkKind.Develop or ChunkKind.Launch))
        {
            return -1;
        }

        var next = i + 1;
        while (next < chunks.Count && next < i + 3 && chunks[next].Is(ChunkKind.DevelopNoun))
        {
            next++;
        }

        return next < chunks.Count && chunks[next].Is(ChunkKind.By) && chunks[next].Tokens.First - chunks[i].Tokens.End <= 8 ? next : -1;
    }
}

/// <summary>"A and B have jointly developed …", "A, together with B, launched …", "…, which A trained with B".</summary>
internal sealed class DevelopsRule : IRelationRule
{
    public string Name => "develops";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var clause = new Clause(discourse, view);
        for (var i = 0; i < view.Chunks.Count; i++)
        {
            var verb = view.Chunks[i];
            if (verb.Kind is not (ChunkKind.Develop or ChunkKind.Launch) || (i + 1 < view.Chunks.Count && view.Chunks[i + 1].Is(ChunkKind.By)))
            {
                continue;
            }

            var makers = clause.OrganisationsBefore(i);
            if (makers.Count == 0)
            {
                makers = SubjectOfEarlierVerb(clause, view, i);
            }

            if (makers.Count == 0)
            {
                continue;
            }

            var rule = verb.Is(ChunkKind.Develop) ? Name : "launches";
            var models = Objects(discourse, clause, view, i);
            for (var m = 0; m < models.Count; m++)
            {
                // "A, B and C have developed X, Y and Z, respectively": each its own.
                var its = makers.Count == models.Count && models.Count > 1 && IsRespective(discourse.Text, view) ? [makers[m]] : makers;
                found.AddRange(its.Select(maker => new RoleEvidence(models[m], maker.Organisation, clause.MakerRole(maker.Organisation), rule, maker.Place)));
            }
        }
    }

    private static bool IsRespective(AnalyzedText text, SentenceView view)
    {
        for (var i = view.Sentence.Tokens.First; i < view.Sentence.Tokens.End; i++)
        {
            if (text.IsWord(i, "respectively"))
            {
                return true;
            }
        }

        return false;
    }

    private static List<int> Objects(Discourse discourse, Clause clause, SentenceView view, int verb)
    {
        var models = clause.ModelsAfter(verb);
        if (models.Count > 0)
        {
            return models;
        }

        // "been at it", "work on it": the verb's own "it" is the model under discussion.
        if (discourse.Text.IsWord(view.Chunks[verb].Tokens.End - 1, "it") && view.Topic >= 0)
        {
            return [view.Topic];
        }

        return RelativeObject(discourse, view, verb) is { } model ? [model] : [];
    }

    /// <summary>"“Huaxi Base”, which the hospital trained": the model stands before the relative word.</summary>
    private static int? RelativeObject(Discourse discourse, SentenceView view, int verb)
    {
        for (var i = verb - 1; i > 0; i--)
        {
            if (view.Chunks[i].Is(ChunkKind.Break) && discourse.Text.Word(view.Chunks[i].Tokens.First) is "which" or "that")
            {
                var before = view.Chunks[i - 1].Is(ChunkKind.Comma) && i > 1 ? i - 2 : i - 1;
                return view.Chunks[before].Is(ChunkKind.Model) ? view.Chunks[before].Entity : null;
            }
        }

        return null;
    }

    /// <summary>"A has teamed up with B to build …", "A trained and released …": the subject stands before the first of two verbs.</summary>
    private static List<Participant> SubjectOfEarlierVerb(Clause clause, SentenceView view, int verb)
    {
        for (var i = verb - 1; i >= 0 && i >= verb - 4; i--)
        {
            switch (view.Chunks[i].Kind)
            {
                case ChunkKind.Develop or ChunkKind.Launch:
                    return clause.OrganisationsBefore(i);
                case ChunkKind.And or ChunkKind.Comma or ChunkKind.Adopt:
                    continue;
                default:
                    return [];
            }
        }

        return verb == 0 ? SubjectBehind(clause, view) : [];
    }

    /// <summary>"In addition to releasing …, the hospital has launched …": the subject stands behind the first comma.</summary>
    private static List<Participant> SubjectBehind(Clause clause, SentenceView view)
    {
        for (var i = 1; i + 1 < view.Chunks.Count && view.Chunks[i].Kind is not (ChunkKind.Break or ChunkKind.Develop); i++)
        {
            if (view.Chunks[i].Is(ChunkKind.Comma) && clause.Participant(view.Chunks[i + 1]) is { } subject)
            {
                return [subject];
            }
        }

        return [];
    }
}

/// <summary>"… in collaboration with B", "with technical support from B".</summary>
internal sealed class TogetherWithRule : IRelationRule
{
    public string Name => "together-with";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var clause = new Clause(discourse, view);
        for (var i = 0; i < view.Chunks.Count; i++)
        {
            if (!view.Chunks[i].Is(ChunkKind.With))
            {
                continue;
            }

            var plain = view.Chunks[i].Tokens.Count == 1;
            var others = clause.OrganisationsAfter(i, out _);
            if (others.Count == 0 || (plain && !(IsMakingBefore(view.Chunks, i) && others[0].Place.First - view.Chunks[i].Tokens.End <= 5)))
            {
                continue;
            }

            var model = clause.ModelFor(i);
            if (model >= 0)
            {
                found.AddRange(others.Select(o => new RoleEvidence(model, o.Organisation, clause.MakerRole(o.Organisation), Name, o.Place)));
            }
        }
    }

    private static bool IsMakingBefore(IReadOnlyList<Chunk> chunks, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (chunks[i].Kind is ChunkKind.Develop or ChunkKind.Launch or ChunkKind.DevelopNoun or ChunkKind.By)
            {
                return true;
            }

            if (chunks[i].Kind is ChunkKind.Adopt)
            {
                return false;
            }
        }

        return false;
    }
}

/// <summary>"B contributed the images", "B wrote the image part": in a sentence of the model's own paragraph.</summary>
internal sealed class ContributesRule : IRelationRule
{
    public string Name => "contributes";

    public void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found)
    {
        var clause = new Clause(discourse, view);
        for (var i = 0; i < view.Chunks.Count; i++)
        {
            var model = ModelOf(discourse, clause, view, i);
            if (model >= 0)
            {
                found.AddRange(clause.OrganisationsBefore(i).Concat(Gapped(clause, view, i))
                    .Where(o => !clause.IsHospital(o.Organisation))
                    .Select(o => new RoleEvidence(model, o.Organisation, OrganisationRole.Partner, Name, o.Place)));
            }
        }
    }

    /// <summary>"The hospital supplied the recordings, and the institute the theory": the verb is left out the second time.</summary>
    private static IEnumerable<Participant> Gapped(Clause clause, SentenceView view, int verb)
    {
        for (var i = verb + 1; i + 1 < view.Chunks.Count; i++)
        {
            if (view.Chunks[i].Is(ChunkKind.And) && view.Chunks[i + 1].Is(ChunkKind.Organisation) && view.Chunks[i - 1].Is(ChunkKind.Comma)
                && !view.Chunks.Skip(i + 2).Any(c => c.Kind is ChunkKind.Break or ChunkKind.Develop or ChunkKind.Launch or ChunkKind.Adopt))
            {
                yield return clause.Participant(view.Chunks[i + 1])!.Value;
            }
        }
    }

    /// <summary>The model contributed to; a verb of making without a model for object ("wrote the image part") counts where the sentence before names the model.</summary>
    private static int ModelOf(Discourse discourse, Clause clause, SentenceView view, int verb)
    {
        if (view.Chunks[verb].Is(ChunkKind.Support))
        {
            return clause.ModelFor(verb) is var model and >= 0 ? model : view.Topic;
        }

        if (!view.Chunks[verb].Is(ChunkKind.Develop) || view.Sentence.Index == 0 || clause.ModelsAfter(verb).Count > 0)
        {
            return -1;
        }

        var before = discourse.Sentences[view.Sentence.Index - 1];
        return before.Sentence.Block == view.Sentence.Block && before.Chunks.Any(c => c.Is(ChunkKind.Model) && c.Entity == view.Topic) ? view.Topic : -1;
    }
}
