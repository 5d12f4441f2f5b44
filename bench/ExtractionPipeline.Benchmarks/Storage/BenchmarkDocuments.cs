using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Benchmarks.Storage;

/// <summary>Documents of the size of usual news pages: some 30 kB of page, 3,000 characters of text, two records.</summary>
internal static class BenchmarkDocuments
{
    private static readonly string[] Words = ["hospital", "model", "imaging", "patients", "diagnosis", "university", "released", "doctors", "platform", "clinical", "data", "report"];

    public static ProcessedDocument Make(int number)
    {
        var random = new Random(number);
        var builder = new StringBuilder($"Hospital {number % 500} built Model-{number}.");
        while (builder.Length < 3000)
        {
            builder.Append(' ').Append(Words[random.Next(Words.Length)]).Append(random.Next(100));
        }

        var text = builder.ToString();
        var page = new StringBuilder("<html><body>");
        while (page.Length < 27_000)
        {
            page.Append("<div class=\"c").Append(random.Next(1000)).Append("\"><a href=\"/").Append(random.Next()).Append("\">").Append(Words[random.Next(Words.Length)]).Append("</a></div>");
        }

        var raw = Encoding.UTF8.GetBytes(page.Append("<p>").Append(text).ToString());
        var article = new Article
        {
            Text = text,
            Blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(0, text.Length))],
            Title = $"Hospital {number % 500} builds a model",
            PublishedOn = new DateOnly(2024, 1, 1).AddDays(number % 700),
        };
        return new ProcessedDocument(new RawDocument($"pages/{number:D7}.html", raw), ContentHash.Of(raw), article, [Record(text, number, 1), Record(text, number, 2)], "rules-1", DateTimeOffset.UnixEpoch);
    }

    private static ModelRecord Record(string text, int number, int id)
    {
        var hospital = $"Hospital {number % 500}";
        var model = $"Model-{number}";
        return new ModelRecord
        {
            Id = $"r{id}",
            Model = new ModelValue { Name = model, Confidence = 0.9, Evidence = [At(text, model)], ProposedBy = "apposition" },
            Hospitals = [Organisation(text, hospital), Organisation(text, "built")],
            Partners = [Organisation(text, "Hospital")],
            Specialties = [new SpecialtyValue { Label = (Specialty)(number % 33), Text = "built", Confidence = 0.8, Evidence = [At(text, "built")], ProposedBy = "words" }],
            FirstOfKind = number % 5 == 0 ? [new FirstOfKindValue { Scope = ClaimScope.National, Text = "built", Confidence = 0.8, Evidence = [At(text, "built")], ProposedBy = "words" }] : [],
            Confidence = number % 100 / 100d,
            Disposition = number % 4 == 0 ? Disposition.Review : Disposition.Accepted,
        };
    }

    private static OrganisationValue Organisation(string text, string name) => new()
    {
        Name = name,
        Id = name,
        Confidence = 0.8,
        Evidence = [At(text, name), At(text, name)],
        ProposedBy = "developed-by",
    };

    private static Evidence At(string text, string words)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return Evidence.At(new TextSpan(start, start + words.Length), text);
    }
}
