using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Context;

/// <summary>What a unit of a sentence is.</summary>
internal enum UnitKind : byte
{
    Word,
    Number,
    Mark,
    Hospital,
    University,
    Laboratory,
    Company,
    Association,
    Agency,
    Person,
    Place,
    BaseModel,

    /// <summary>A name of which the form tells nothing, or that has a model noun for its tail: perhaps a model.</summary>
    Name,

    /// <summary>A conference, journal or the like.</summary>
    Other,
}

/// <summary>
/// A word, a mark or a whole name, as a reader takes them in: "Zhongshan Hospital, affiliated with Fudan University" is one unit.
/// Names lose their words, so that nothing can be learned of them but what they are.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Tokens">What it covers; quotation marks around a name are left out.</param>
/// <param name="Symbol">Hash of the lower-case word, the mark, or the kind of name.</param>
/// <param name="Cluster">Clusters of the word; none for names and marks.</param>
/// <param name="Cues">The cues of lexicon phrases that begin here, as bits.</param>
/// <param name="Name">Index of the name that it is; -1 for none.</param>
/// <param name="Organisation">Index of the institution that it mentions; -1 for none.</param>
/// <param name="IsQuoted">Whether quotation marks enclose it.</param>
internal readonly record struct Unit(
    UnitKind Kind,
    TokenRange Tokens,
    ulong Symbol,
    WordCluster Cluster,
    ulong Cues,
    int Name,
    int Organisation,
    bool IsQuoted)
{
    public bool IsName => Kind >= UnitKind.Hospital;

    public bool HasAny(ulong cues) => (Cues & cues) != 0;
}
