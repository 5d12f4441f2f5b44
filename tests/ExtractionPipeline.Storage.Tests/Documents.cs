using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Tests;

/// <summary>Processed documents for tests.</summary>
internal static class Documents
{
    public static readonly DateTimeOffset Time = new(2025, 7, 27, 8, 0, 0, TimeSpan.FromHours(8));

    public static ProcessedDocument Of(string source, string content, int records = 1, DateOnly? published = null, Disposition disposition = Disposition.Review)
    {
        var text = $"Title of {content}\nAlder {content} | Alder Hospital, cancer, first";
        var article = new Article
        {
            Text = text,
            Title = $"Title of {content}",
            Author = "Ann Alder",
            PublishedOn = published,
            Language = "en",
            SiteName = "The Outlet",
            CanonicalAddress = new Uri("https://outlet.example/a?x=1"),
            Blocks =
            [
                new ArticleBlock(ArticleBlockKind.Title, new TextSpan(0, text.IndexOf('\n'))),
                new ArticleBlock(ArticleBlockKind.TableRow, new TextSpan(text.IndexOf('\n') + 1, text.Length), 1, 0, true) { Cells = [At(text, "Alder"), At(text, "Alder Hospital, cancer, first")] },
            ],
        };
        var bytes = Encoding.UTF8.GetBytes(content);
        var document = new RawDocument(source, bytes) { MediaType = "text/html", RetrievedAt = Time };
        return new ProcessedDocument(document, ContentHash.Of(bytes), article, [.. Enumerable.Range(0, records).Select(i => Record(text, i, disposition))], "rules/1", Time);
    }

    public static ModelRecord Record(string text, int number, Disposition disposition = Disposition.Review) => new()
    {
        Id = $"r{number}",
        Confidence = 0.5,
        Disposition = disposition,
        Model = new ModelValue { Name = number == 0 ? "Alder" : null, Description = number == 0 ? null : "Alder", Aliases = ["Alder large model"], Confidence = 0.9, Evidence = [Found(text, "Alder")], ProposedBy = "named" },
        Hospitals = [new OrganisationValue { Name = "Alder Hospital", Aliases = ["AH"], Id = "alder-hospital", Confidence = 0.8, Evidence = [Found(text, "Alder Hospital")], ProposedBy = "developed-by" }],
        Adopters = [new OrganisationValue { Name = "Alder", Id = "alder", Confidence = 0.7, Evidence = [Found(text, "Alder")], ProposedBy = "adoption" }],
        Specialties = [new SpecialtyValue { Label = Specialty.RareDisease, Text = "cancer", Confidence = 0.6, Evidence = [Found(text, "cancer")], ProposedBy = "phrase" }],
        Partners = [new OrganisationValue { Name = "Birch Tech", Id = "birch-tech", Confidence = 0.5, Evidence = [Found(text, "Alder"), Found(text, "cancer")], ProposedBy = "together-with" }],
        FirstOfKind = [new FirstOfKindValue { Scope = ClaimScope.National, Text = "first", Confidence = 0.4, Evidence = [Found(text, "first")], ProposedBy = "first-model" }],
    };

    private static Evidence Found(string text, string words) => Evidence.At(At(text, words), text);

    private static TextSpan At(string text, string words)
    {
        var start = text.IndexOf(words, text.IndexOf('\n'), StringComparison.Ordinal);
        return new TextSpan(start, start + words.Length);
    }
}
