using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>An institution as it stands in the text, with its affiliation: "Zhongshan Hospital, affiliated with Fudan University".</summary>
/// <param name="Tokens">The whole, affiliation included.</param>
/// <param name="Core">The name without the affiliation.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Known">Index of the well-known institution; -1 when it is none.</param>
internal sealed record OrganisationMention(TokenRange Tokens, TokenRange Core, NameKind Kind, int Known)
{
    /// <summary>Other names that stand in brackets behind it: "(PUMCH)", "(hereinafter "Xinqiao Hospital")".</summary>
    public IReadOnlyList<TokenRange> Aliases { get; init; } = [];

    /// <summary>Whether its capitals tell little because it stands in a heading in title case.</summary>
    public bool IsLoose { get; init; }
}
