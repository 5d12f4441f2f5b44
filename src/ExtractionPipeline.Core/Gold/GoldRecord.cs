namespace ExtractionPipeline.Core.Gold;

/// <summary>The model of a gold record.</summary>
/// <param name="Name">Proper name; null for an unnamed model.</param>
/// <param name="Aliases">Other names in the article.</param>
/// <param name="Description">Identifying phrase of an unnamed model; else null.</param>
public sealed record GoldModel(string? Name, IReadOnlyList<string>? Aliases, string? Description);

/// <summary>An institution of a gold record.</summary>
/// <param name="Name">The fullest form that the article gives.</param>
/// <param name="Aliases">Other forms in the article.</param>
public sealed record GoldOrganisation(string Name, IReadOnlyList<string>? Aliases);

/// <summary>A clinical field of a gold record.</summary>
/// <param name="Label">One of the guide's labels.</param>
/// <param name="Text">The words that show it.</param>
public sealed record GoldSpecialty(string Label, string Text);

/// <summary>A claim of a gold record.</summary>
/// <param name="Scope">One of the guide's scopes.</param>
/// <param name="Text">The claim's words.</param>
public sealed record GoldClaim(string Scope, string Text);

/// <summary>A record as a person annotated it.</summary>
public sealed record GoldRecord
{
    /// <summary>The model.</summary>
    public required GoldModel Model { get; init; }

    /// <summary>Developing hospitals.</summary>
    public IReadOnlyList<GoldOrganisation> Hospitals { get; init; } = [];

    /// <summary>Hospitals that only use it.</summary>
    public IReadOnlyList<GoldOrganisation> Adopters { get; init; } = [];

    /// <summary>Clinical fields.</summary>
    public IReadOnlyList<GoldSpecialty> Specialties { get; init; } = [];

    /// <summary>Others who took part.</summary>
    public IReadOnlyList<GoldOrganisation> Partners { get; init; } = [];

    /// <summary>Claims.</summary>
    public IReadOnlyList<GoldClaim> FirstOfKind { get; init; } = [];

    /// <summary>Whether the record can be defended either way: it is neither rewarded nor penalised.</summary>
    public bool Optional { get; init; }
}

/// <summary>The records of a gold file.</summary>
/// <param name="Records">The article's records; empty for a hard negative.</param>
public sealed record GoldRecords(IReadOnlyList<GoldRecord> Records);

/// <summary>An annotated article: <c>gold/ID.json</c> for the page <c>corpus/ID.html</c>.</summary>
/// <param name="Id">The article's id; equal to the file's stem.</param>
/// <param name="Kind">Genre: brief, news, press-release, roundup, interview, feature, report, negative.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Gold">The records.</param>
/// <param name="Text">The article's own text, title first and blocks parted by a line feed, without anything of the page around it; null when the gold does not hold it.</param>
public sealed record GoldArticle(string Id, string? Kind, string? Language, GoldRecords Gold, string? Text = null);
