using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>A sentence's chunks with the lists among them: "A, B and C" is one place in the sentence.</summary>
internal sealed class SentenceLinks
{
    private const int LongestGap = 4;

    private readonly IReadOnlyList<Chunk> chunks;
    private readonly int[] list;
    private readonly int[] position;

    private SentenceLinks(IReadOnlyList<Chunk> chunks, int[] list, int[] position)
    {
        this.chunks = chunks;
        this.list = list;
        this.position = position;
    }

    public static SentenceLinks Of(AnalyzedText text, SentenceView view)
    {
        var chunks = view.Chunks;
        var list = new int[chunks.Count];
        var position = new int[chunks.Count];
        Array.Fill(list, -1);
        for (var i = 0; i < chunks.Count; i++)
        {
            if (chunks[i].Kind is not (ChunkKind.Organisation or ChunkKind.Model) || list[i] >= 0)
            {
                continue;
            }

            list[i] = i;
            var last = i;
            while (NextMember(chunks, last) is var next and > 0)
            {
                Array.Fill(list, i, last, next - last + 1);
                position[next] = position[last] + 1;
                last = next;
            }

            if (last == i)
            {
                list[i] = -1;
            }
        }

        return new SentenceLinks(chunks, list, position);
    }

    /// <summary>The mentions of model and institution that stand closest; -1 for one that the sentence has not.</summary>
    public (int Model, int Organisation) Closest(SentenceView view, int model, int organisation)
    {
        int bestModel = -1, bestOrganisation = -1, best = int.MaxValue;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (!IsOrganisation(view, chunks[i], organisation))
            {
                continue;
            }

            bestOrganisation = bestOrganisation < 0 ? i : bestOrganisation;
            for (var j = 0; j < chunks.Count; j++)
            {
                // A name is worth more than a pronoun at the same distance.
                var distance = Math.Abs(chunks[j].Tokens.First - chunks[i].Tokens.First) + (chunks[j].Is(ChunkKind.Model) ? 0 : 6);
                if (j != i && view.ModelOf(chunks[j]) == model && distance < best)
                {
                    (bestModel, bestOrganisation, best) = (j, i, distance);
                }
            }
        }

        return (bestModel, bestOrganisation);
    }

    public bool IsListed(int chunk) => list[chunk] >= 0;

    public int PositionInList(int chunk) => position[chunk];

    public bool IsWithinListOf(int chunk, int member) => chunk != member && list[member] >= 0 && list[chunk] == list[member];

    /// <summary>Tokens of the first and the last member of the chunk's list; of the chunk itself when it stands alone.</summary>
    public (TokenRange First, TokenRange Last) ListOf(int chunk)
    {
        if (list[chunk] < 0)
        {
            return (chunks[chunk].Tokens, chunks[chunk].Tokens);
        }

        var last = chunk;
        while (last + 1 < chunks.Count && list[last + 1] == list[chunk])
        {
            last++;
        }

        return (chunks[list[chunk]].Tokens, chunks[last].Tokens);
    }

    private static bool IsOrganisation(SentenceView view, Chunk chunk, int organisation) =>
        (chunk.Is(ChunkKind.Organisation) && chunk.Entity == organisation) || (chunk.Is(ChunkKind.HospitalReference) && view.Hospital == organisation)
        || (chunk.Is(ChunkKind.CompanyReference) && view.Company == organisation);

    /// <summary>The next member of the list behind the chunk; -1 when the list ends.</summary>
    private static int NextMember(IReadOnlyList<Chunk> chunks, int from)
    {
        var joined = false;
        for (var i = from + 1; i < chunks.Count && chunks[i].Tokens.First - chunks[i - 1].Tokens.End <= LongestGap; i++)
        {
            if (chunks[i].Kind == chunks[from].Kind)
            {
                return joined ? i : -1;
            }

            if (chunks[i].Kind is not (ChunkKind.And or ChunkKind.Comma))
            {
                return -1;
            }

            joined = true;
        }

        return -1;
    }
}
