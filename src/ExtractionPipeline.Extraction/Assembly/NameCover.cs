using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>Tells which tokens belong to the name of an institution, where "Cancer Hospital" says nothing of a model's field.</summary>
internal sealed class NameCover
{
    private readonly bool[] covered;

    public NameCover(Discourse discourse)
    {
        covered = new bool[discourse.Text.Tokens.Length];
        foreach (var mention in discourse.Organisations.SelectMany(o => o.Mentions))
        {
            Cover(mention.Tokens);
        }
    }

    public bool IsInName(int token) => covered[token];

    private void Cover(TokenRange range) => Array.Fill(covered, true, range.First, range.Count);
}
