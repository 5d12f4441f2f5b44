using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Contract;

/// <summary>One line of the output contract <c>article-records/1</c>: an input's article and its records. Also the form in which other systems' output is read.</summary>
public sealed record ArticleRecords
{
    /// <summary>The name of this version of the contract.</summary>
    public const string SchemaName = "article-records/1";

    /// <summary>The contract's name and version.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The path or address as it was given.</summary>
    public required string Source { get; init; }

    /// <summary>The page's canonical address; null when it names none.</summary>
    public string? Url { get; init; }

    /// <summary>The article's title.</summary>
    public string? Title { get; init; }

    /// <summary>The day of publication.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>Language as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>The article's text, which all offsets point into; null when the input gave none.</summary>
    public string? Text { get; init; }

    /// <summary>One line saying why the input gave no text; null when it gave one.</summary>
    public string? Error { get; init; }

    /// <summary>The records.</summary>
    public IReadOnlyList<RecordOutput> Records { get; init; } = [];

    /// <summary>The line for an article that was read.</summary>
    public static ArticleRecords Of(string source, Article article, IReadOnlyList<ModelRecord> records)
    {
        ArgumentNullException.ThrowIfNull(article);
        return new ArticleRecords
        {
            Source = source,
            Url = article.CanonicalAddress?.AbsoluteUri,
            Title = article.Title,
            PublishedOn = article.PublishedOn,
            Language = article.Language,
            Text = article.Text,
            Records = [.. records.Select(RecordOutput.Of)],
        };
    }

    /// <summary>The line for an input that gave no text.</summary>
    public static ArticleRecords Failed(string source, string error) => new() { Source = source, Error = error };
}

/// <summary>A record in the output contract.</summary>
/// <param name="Id">Identifies the record within its article.</param>
/// <param name="Confidence">Probability that the whole record is right.</param>
/// <param name="Disposition">"accepted" or "review".</param>
/// <param name="Model">The model.</param>
/// <param name="Hospitals">Developing hospitals.</param>
/// <param name="Adopters">Hospitals that only use it.</param>
/// <param name="Specialties">Clinical fields.</param>
/// <param name="Partners">Others who took part.</param>
/// <param name="FirstOfKind">Claims.</param>
public sealed record RecordOutput(
    string Id,
    double Confidence,
    string Disposition,
    ModelOutput Model,
    IReadOnlyList<OrganisationOutput> Hospitals,
    IReadOnlyList<OrganisationOutput> Adopters,
    IReadOnlyList<SpecialtyOutput> Specialties,
    IReadOnlyList<OrganisationOutput> Partners,
    IReadOnlyList<FirstOfKindOutput> FirstOfKind)
{
    /// <summary>A record in the contract's form.</summary>
    public static RecordOutput Of(ModelRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new RecordOutput(
            record.Id,
            Round(record.Confidence),
            record.Disposition == Core.Records.Disposition.Accepted ? "accepted" : "review",
            new ModelOutput(record.Model.Name, record.Model.Aliases, record.Model.Description, Round(record.Model.Confidence), Places(record.Model)),
            Organisations(record.Hospitals),
            Organisations(record.Adopters),
            [.. record.Specialties.Select(s => new SpecialtyOutput(s.Label.Label(), s.Text, Round(s.Confidence), Places(s)))],
            Organisations(record.Partners),
            [.. record.FirstOfKind.Select(c => new FirstOfKindOutput(c.Scope.Label(), c.Text, Round(c.Confidence), Places(c)))]);
    }

    private static OrganisationOutput[] Organisations(IReadOnlyList<OrganisationValue> values) =>
        [.. values.Select(o => new OrganisationOutput(o.Name, o.Aliases, o.Id, Round(o.Confidence), Places(o)))];

    private static EvidenceOutput[] Places(FieldValue value) =>
        [.. value.Evidence.Select(e => new EvidenceOutput(e.Span.Start, e.Span.End, e.Text))];

    private static double Round(double confidence) => Math.Round(confidence, 4);
}

/// <summary>A place in the text.</summary>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Text">The words there.</param>
public sealed record EvidenceOutput(int Start, int End, string Text);

/// <summary>The model in the output contract.</summary>
/// <param name="Name">Proper name; null for an unnamed model.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Description">Identifying phrase of an unnamed model.</param>
/// <param name="Confidence">Probability that it is right.</param>
/// <param name="Evidence">Where it stands.</param>
public sealed record ModelOutput(string? Name, IReadOnlyList<string> Aliases, string? Description, double Confidence, IReadOnlyList<EvidenceOutput> Evidence);

/// <summary>An organisation in the output contract.</summary>
/// <param name="Name">Fullest form.</param>
/// <param name="Aliases">Other forms.</param>
/// <param name="Id">Stable identifier.</param>
/// <param name="Confidence">Probability that it is right.</param>
/// <param name="Evidence">Where it stands.</param>
public sealed record OrganisationOutput(string Name, IReadOnlyList<string> Aliases, string? Id, double Confidence, IReadOnlyList<EvidenceOutput> Evidence);

/// <summary>A clinical field in the output contract.</summary>
/// <param name="Label">The guide's label.</param>
/// <param name="Text">The words that show it.</param>
/// <param name="Confidence">Probability that it is right.</param>
/// <param name="Evidence">Where they stand.</param>
public sealed record SpecialtyOutput(string Label, string Text, double Confidence, IReadOnlyList<EvidenceOutput> Evidence);

/// <summary>A claim in the output contract.</summary>
/// <param name="Scope">The guide's scope.</param>
/// <param name="Text">The claim's words.</param>
/// <param name="Confidence">Probability that it is right.</param>
/// <param name="Evidence">Where they stand.</param>
public sealed record FirstOfKindOutput(string Scope, string Text, double Confidence, IReadOnlyList<EvidenceOutput> Evidence);
