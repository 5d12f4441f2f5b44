using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Tests.Material;

/// <summary>Made-up documents for tests.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset ProcessedAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(8)).AddTicks(1234567);

    /// <summary>A document about one model; equal contents give equal articles.</summary>
    public static ProcessedDocument Document(
        string source,
        string content,
        string model = "Kestrel",
        string hospital = "Ande Hospital",
        string? partner = null,
        Specialty specialty = Specialty.Oncology,
        ClaimScope? scope = null,
        Disposition disposition = Disposition.Accepted,
        double confidence = 0.75,
        DateOnly? publishedOn = null,
        string extractorVersion = "rules-1")
    {
        var text = $"{content}\n{hospital} built {model} with {partner ?? "nobody"}.";
        var record = new ModelRecord
        {
            Id = "r1",
            Model = new ModelValue { Name = model, Confidence = 0.9, Evidence = [At(text, model)], ProposedBy = "apposition" },
            Hospitals = [Organisation(text, hospital)],
            Partners = partner is null ? [] : [Organisation(text, partner)],
            Specialties = [new SpecialtyValue { Label = specialty, Text = "built", Confidence = 0.5, Evidence = [At(text, "built")], ProposedBy = "words" }],
            FirstOfKind = scope is { } reach ? [new FirstOfKindValue { Scope = reach, Text = "built", Confidence = 0.4, Evidence = [At(text, "built")], ProposedBy = "words" }] : [],
            Confidence = confidence,
            Disposition = disposition,
        };
        return Of(source, Encoding.UTF8.GetBytes("<p>" + text), ArticleOf(text, publishedOn), [record], extractorVersion);
    }

    public static ProcessedDocument Of(string source, byte[] raw, Article article, IReadOnlyList<ModelRecord> records, string extractorVersion = "rules-1") =>
        new(new RawDocument(source, raw), ContentHash.Of(raw), article, records, extractorVersion, ProcessedAt);

    public static Article ArticleOf(string text, DateOnly? publishedOn = null)
    {
        var blocks = new List<ArticleBlock>();
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            blocks.Add(new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(start, start + line.Length)));
            start += line.Length + 1;
        }

        return new Article { Text = text, Blocks = blocks, Title = "About " + text[..Math.Min(text.Length, 10)], PublishedOn = publishedOn };
    }

    public static OrganisationValue Organisation(string text, string name) => new()
    {
        Name = name,
        Aliases = [name.Split(' ')[0]],
        Id = name.ToLowerInvariant().Replace(' ', '-'),
        Confidence = 0.8,
        Evidence = [At(text, name)],
        ProposedBy = "developed-by",
    };

    public static Evidence At(string text, string words)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return Evidence.At(new TextSpan(start, start + words.Length), text);
    }
}
