using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>An institution in a clause: by name or by a reference that was followed to it.</summary>
internal readonly record struct Participant(int Organisation, TokenRange Place);

/// <summary>Looks for subjects, objects and lists among a sentence's chunks.</summary>
internal sealed class Clause(Discourse discourse, SentenceView view)
{
    /// <summary>So many words may stand between two members of a list ("and the Hangzhou-based artificial intelligence firm X").</summary>
    private const int LongestGap = 9;

    private readonly IReadOnlyList<Chunk> chunks = view.Chunks;

    /// <summary>The institutions of the list that follows the chunk; <paramref name="end"/> is the index of the first chunk behind it.</summary>
    public List<Participant> OrganisationsAfter(int index, out int end)
    {
        var found = new List<Participant>();
        var position = chunks[index].Tokens.End;
        for (end = index + 1; end < chunks.Count; end++)
        {
            var chunk = chunks[end];
            if (chunk.Tokens.First - position > LongestGap)
            {
                break;
            }

            if (Participant(chunk) is { } participant)
            {
                if (!IsOwnUnit(end))
                {
                    found.Add(participant);
                }

                position = chunk.Tokens.End;
            }
            else if (!Continues(chunk.Kind, found.Count) || (chunk.Is(ChunkKind.Comma) && found.Count > 0 && !ListGoesOn(end)))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The institutions that are the subject of the verb at the chunk.</summary>
    public List<Participant> OrganisationsBefore(int index)
    {
        var found = new List<Participant>();
        for (var i = index - 1; i >= 0; i--)
        {
            var chunk = chunks[i];
            if (Participant(chunk) is { } participant)
            {
                if (i > 0 && chunks[i - 1].Is(ChunkKind.Foundation))
                {
                    break;
                }

                found.Insert(0, participant);
            }
            else if (found.Count == 0 && IsRelative(chunk))
            {
                // "Xinhua Hospital, which has rolled out …"
            }
            else if (chunk.Kind is not (ChunkKind.And or ChunkKind.Comma or ChunkKind.Possession or ChunkKind.Possessive or ChunkKind.With or ChunkKind.By))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The models that the verb at the chunk has for objects: the next one and those listed with it.</summary>
    public List<int> ModelsAfter(int index)
    {
        var found = new List<int>();
        for (var i = index + 1; i < chunks.Count; i++)
        {
            var chunk = chunks[i];
            if (chunk.Is(ChunkKind.Model))
            {
                AddOnce(found, chunk.Entity);
            }
            else if (chunk.Is(ChunkKind.ModelReference) && found.Count == 0 && i == index + 1 && chunk.Tokens.First - chunks[index].Tokens.End <= 1 && view.Topic >= 0)
            {
                found.Add(view.Topic);
                break;
            }
            else if (found.Count > 0 ? chunk.Kind is not (ChunkKind.And or ChunkKind.Comma) : !MayPrecedeObject(chunk.Kind))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The models that a participle or passive at the chunk speaks of: the nearest before it and those listed with it.</summary>
    public List<int> ModelsBefore(int index)
    {
        var found = new List<int>();
        var nearest = index;
        for (var i = index - 1; i >= 0; i--)
        {
            var chunk = chunks[i];
            if (chunk.Is(ChunkKind.Model))
            {
                if (found.Count > 0 && !IsListed(i, nearest))
                {
                    break;
                }

                AddOnce(found, chunk.Entity);
                nearest = i;
            }
            else if (chunk.Kind is ChunkKind.ModelReference && found.Count == 0)
            {
                return view.Topic >= 0 ? [view.Topic] : found;
            }
            else if (found.Count == 0 && chunk.Kind is ChunkKind.Develop or ChunkKind.Launch && i < index - 1 && chunks[i + 1].Is(ChunkKind.By))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The model named or referred to last before the chunk, or else the next one behind it, or else the topic where the sentence points to it.</summary>
    public int ModelFor(int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (!IsFoundation(i) && view.ModelOf(chunks[i]) is var before and >= 0)
            {
                return before;
            }
        }

        for (var i = index + 1; i < chunks.Count; i++)
        {
            if (chunks[i].Is(ChunkKind.Model) && !IsFoundation(i))
            {
                return chunks[i].Entity;
            }
        }

        return chunks.Any(c => c.Kind is ChunkKind.ModelReference or ChunkKind.HospitalReference or ChunkKind.Develop or ChunkKind.Launch or ChunkKind.DevelopNoun) ? view.Topic : -1;
    }

    /// <summary>"based on the latter's Dayi": what the model stands on is not the one spoken of.</summary>
    private bool IsFoundation(int index)
    {
        for (var i = index - 1; i >= 0 && i >= index - 3; i--)
        {
            if (chunks[i].Is(ChunkKind.Foundation))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsRelative(Chunk chunk) => chunk.Is(ChunkKind.Break) && discourse.Text.Word(chunk.Tokens.First) is "which" or "who" or "that";

    /// <summary>The institution that the chunk names or refers to; null for other chunks and references that lead nowhere.</summary>
    public Participant? Participant(Chunk chunk) => chunk.Kind switch
    {
        ChunkKind.Organisation => new Participant(chunk.Entity, chunk.Tokens),
        ChunkKind.HospitalReference when view.Hospital >= 0 => new Participant(view.Hospital, chunk.Tokens),
        _ => null,
    };

    public bool IsHospital(int organisation) => discourse.Organisations[organisation].IsHospital;

    /// <summary>A hospital is a developer where another institution is a partner.</summary>
    public OrganisationRole MakerRole(int organisation) => IsHospital(organisation) ? OrganisationRole.Developer : OrganisationRole.Partner;

    /// <summary>"the hospital's Big Data Center" is the hospital itself.</summary>
    private bool IsOwnUnit(int index) =>
        index >= 2 && chunks[index - 1].Is(ChunkKind.Possessive) && Participant(chunks[index - 2]) is { } owner && IsHospital(owner.Organisation);

    private static bool Continues(ChunkKind kind, int found) => kind is ChunkKind.And or ChunkKind.Comma or ChunkKind.With or ChunkKind.CompanyReference
        || (kind is ChunkKind.Possession or ChunkKind.Possessive && found >= 0)
        || (found == 0 && kind is ChunkKind.DevelopNoun);

    private static bool MayPrecedeObject(ChunkKind kind) => kind is ChunkKind.And or ChunkKind.Comma or ChunkKind.Possessive or ChunkKind.Possession
        or ChunkKind.With or ChunkKind.Organisation or ChunkKind.Launch or ChunkKind.Develop or ChunkKind.DevelopNoun;

    /// <summary>Behind a comma the list goes on only where another institution comes before any verb.</summary>
    private bool ListGoesOn(int comma)
    {
        var next = comma + 1;
        while (next < chunks.Count && chunks[next].Kind is ChunkKind.And or ChunkKind.Possession)
        {
            next++;
        }

        if (next >= chunks.Count || !chunks[next].Is(ChunkKind.Organisation) || chunks[next].Tokens.First - chunks[comma].Tokens.End > 5)
        {
            return false;
        }

        var behind = next + 1 < chunks.Count ? chunks[next + 1].Kind : ChunkKind.Break;
        return chunks[next - 1].Is(ChunkKind.And) || behind is ChunkKind.Comma or ChunkKind.And or ChunkKind.With || next + 1 == chunks.Count;
    }

    private bool IsListed(int left, int right)
    {
        for (var i = left + 1; i < right; i++)
        {
            if (chunks[i].Kind is not (ChunkKind.And or ChunkKind.Comma))
            {
                return false;
            }
        }

        return right > left + 1 && chunks[right].Tokens.First - chunks[left].Tokens.End <= 6;
    }

    private static void AddOnce(List<int> list, int item)
    {
        if (!list.Contains(item))
        {
            list.Add(item);
        }
    }
}
