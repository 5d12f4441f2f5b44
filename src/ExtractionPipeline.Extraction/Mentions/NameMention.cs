using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>What a capitalised or quoted name is by its form.</summary>
internal enum NameKind
{
    /// <summary>Nothing in the form tells: perhaps a model, a company or a person.</summary>
    Unknown,
    Hospital,
    University,
    Laboratory,
    Company,
    Association,
    Agency,

    /// <summary>A name with a model noun as its capitalised tail: "Guanxin Large Model".</summary>
    Model,
    BaseModel,
    Person,
    Place,

    /// <summary>A conference, journal, document or the like.</summary>
    Other,
}

/// <summary>A proper name as it stands in the text.</summary>
/// <param name="Tokens">The name, without quotation marks.</param>
/// <param name="Kind">What it is by its form.</param>
/// <param name="IsLoose">Whether its capitals tell little: from a heading in title case, or a single word that begins a sentence.</param>
/// <param name="Known">Index of the well-known institution; -1 when it is none.</param>
internal sealed record NameMention(TokenRange Tokens, NameKind Kind, bool IsLoose = false, int Known = -1)
{
    /// <summary>Tokens between the name's last and the end of the quotation that encloses it: 1, or 2 with a comma inside; 0 when it is not quoted.</summary>
    public int ClosingMarks { get; init; }

    /// <summary>Whether quotation marks enclose just the name.</summary>
    public bool IsQuoted => ClosingMarks > 0;

    /// <summary>First token of the quotation marks or the name.</summary>
    public int OuterFirst => IsQuoted ? Tokens.First - 1 : Tokens.First;

    /// <summary>Behind the last token of the name or its quotation marks.</summary>
    public int OuterEnd => Tokens.End + ClosingMarks;

    public bool IsInstitution => Kind is NameKind.Hospital or NameKind.University or NameKind.Laboratory or NameKind.Company or NameKind.Association or NameKind.Agency;
}
