using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Web.Tests;

/// <summary>Made-up articles with proposals of every kind, so that the page's tests do not hang on what the extractor finds.</summary>
internal static class SampleArticles
{
    private static readonly DateTimeOffset ProcessedAt = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

    public static ProcessedDocument Liver => Of(
        "https://news.example/2026/liver-model",
        "Linhai hospital shows a model that reads liver scans",
        new DateOnly(2026, 4, 21),
        [
            "LINHAI, April 21. Baihe Hospital of Linhai on Tuesday presented LiverLens, an AI model that finds small tumors of the liver on CT scans. It is the first model in the country that reads contrast and plain scans together, the hospital said.",
            "The model was built over two years together with Ande Medical Intelligence, which contributed the training platform. Radiologists of the hospital marked 41,000 scans for it.",
            "Dongling County Hospital has used LiverLens since March. “It does not replace a second reader, but it never gets tired,” said Su Wen, who leads the radiology department there.",
            "The hospital also announced a sister model, PancreasLens, which is still being tested at Baihe Hospital itself.",
        ],
        text =>
        [
            Record(text, "r1", "LiverLens", 0.62, Disposition.Review,
                hospitals: [("Baihe Hospital of Linhai", 0.91, "developed-by")],
                adopters: [("Dongling County Hospital", 0.74, "used-by")],
                specialties: [(Specialty.Oncology, "tumors of the liver", 0.88), (Specialty.Radiology, "CT scans", 0.46)],
                partners: [("Ande Medical Intelligence", 0.58, "together-with")],
                claims: [(ClaimScope.National, "the first model in the country", 0.83)]),
            Record(text, "r2", "PancreasLens", 0.41, Disposition.Review, hospitals: [("Baihe Hospital", 0.49, "announced-by")]),
        ]);

    public static ProcessedDocument Heart => Of(
        "https://health.example/heart-agent",
        "A heart clinic’s assistant answers at night",
        new DateOnly(2026, 3, 2),
        [
            "Ande Yizhi and Northfield Heart Centre have taught an assistant named Pulsewise to sort calls of patients with chest pain.",
            "Northfield Heart Centre says the assistant was trained on ten years of calls.",
        ],
        text =>
        [
            Record(text, "r1", "Pulsewise", 0.55, Disposition.Review,
                hospitals: [("Northfield Heart Centre", 0.8, "developed-by")],
                partners: [("Ande Yizhi", 0.5, "together-with")],
                specialties: [(Specialty.Cardiovascular, "chest pain", 0.66)]),
        ]);

    public static ProcessedDocument Eye => Of(
        "https://health.example/eye",
        "Eye hospital unveils a screening model",
        new DateOnly(2026, 2, 11),
        ["Westmere Eye Hospital unveiled Retinote, which screens photographs of the eye for signs of diabetes."],
        text => [Record(text, "r1", "Retinote", 0.35, Disposition.Review, hospitals: [("Westmere Eye Hospital", 0.7, "unveiled-by")], specialties: [(Specialty.Ophthalmology, "photographs of the eye", 0.9)])]);

    /// <summary>An article in which everything tries to become markup or script.</summary>
    public static ProcessedDocument Hostile => Of(
        "https://evil.example/<img src=x onerror=alert(1)>",
        "<script>window.hacked = 1</script>\u202e Evil “Title” \"'><img src=x onerror=\"window.hacked=2\">",
        new DateOnly(2026, 1, 1),
        [
            "</p><script>window.hacked = 3</script> The <b>Hospital</b> <img src=x onerror=\"window.hacked=4\"> built <svg/onload=window.hacked=5> with {{constructor.constructor('window.hacked=6')()}}.",
            "javascript:window.hacked=7 and \u0007control characters.",
        ],
        text => [Record(text, "r1", "<svg/onload=window.hacked=5>", 0.3, Disposition.Review, hospitals: [("<b>Hospital</b> <img src=x onerror=\"window.hacked=4\">", 0.4, "<i>rule</i>")])]);

    /// <summary>Reprints of one report: their records are near-identical.</summary>
    public static IEnumerable<ProcessedDocument> Reprints(int count) => Enumerable.Range(1, count).Select(i => Of(
        $"https://reprint{i}.example/kestrel",
        $"Kestrel reprint {i}",
        new DateOnly(2026, 1, i % 28 + 1),
        [$"Edition {i}. Saltmarsh Hospital built Kestrel for stroke."],
        text => [Record(text, "r1", "Kestrel", 0.5, Disposition.Review, hospitals: [("Saltmarsh Hospital", 0.6, "developed-by")], specialties: [(Specialty.Cerebrovascular, "stroke", 0.7)])]));

    /// <summary>Articles whose record was accepted automatically.</summary>
    public static IEnumerable<ProcessedDocument> Accepted(int count) => Enumerable.Range(1, count).Select(i => Of(
        $"https://sure{i}.example/model",
        $"Report {i}",
        new DateOnly(2025, 6, i % 28 + 1),
        [$"Hospital Number {i} built Model{i}."],
        text => [Record(text, "r1", $"Model{i}", 0.97, Disposition.Accepted, hospitals: [($"Hospital Number {i}", 0.98, "developed-by")])]));

    public static ProcessedDocument Of(string source, string title, DateOnly day, string[] paragraphs, Func<string, IReadOnlyList<ModelRecord>> records)
    {
        var lines = (string[])[title, .. paragraphs];
        var text = string.Join('\n', lines);
        var blocks = new List<ArticleBlock>();
        var start = 0;
        foreach (var line in lines)
        {
            blocks.Add(new ArticleBlock(start == 0 ? ArticleBlockKind.Title : ArticleBlockKind.Paragraph, new TextSpan(start, start + line.Length)));
            start += line.Length + 1;
        }

        var raw = Encoding.UTF8.GetBytes(text);
        return new ProcessedDocument(
            new RawDocument(source, raw), ContentHash.Of(raw), new Article { Text = text, Blocks = blocks, Title = title, PublishedOn = day, Language = "en" }, records(text), "rules-1", ProcessedAt);
    }

    public static ModelRecord Record(
        string text,
        string id,
        string model,
        double confidence,
        Disposition disposition,
        (string Name, double Confidence, string Rule)[]? hospitals = null,
        (string Name, double Confidence, string Rule)[]? adopters = null,
        (Specialty Label, string Words, double Confidence)[]? specialties = null,
        (string Name, double Confidence, string Rule)[]? partners = null,
        (ClaimScope Scope, string Words, double Confidence)[]? claims = null) => new()
        {
            Id = id,
            Model = new ModelValue { Name = model, Confidence = Math.Min(1, confidence + 0.3), Evidence = Everywhere(text, model), ProposedBy = "apposition" },
            Hospitals = Organisations(text, hospitals),
            Adopters = Organisations(text, adopters),
            Specialties = [.. (specialties ?? []).Select(s => new SpecialtyValue { Label = s.Label, Text = s.Words, Confidence = s.Confidence, Evidence = Everywhere(text, s.Words), ProposedBy = "words" })],
            Partners = Organisations(text, partners),
            FirstOfKind = [.. (claims ?? []).Select(c => new FirstOfKindValue { Scope = c.Scope, Text = c.Words, Confidence = c.Confidence, Evidence = Everywhere(text, c.Words), ProposedBy = "claim-words" })],
            Confidence = confidence,
            Disposition = disposition,
        };

    private static List<OrganisationValue> Organisations(string text, (string Name, double Confidence, string Rule)[]? organisations) =>
    [
        .. (organisations ?? []).Select(o => new OrganisationValue
        {
            Name = o.Name, Id = string.Concat(o.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')), Confidence = o.Confidence, Evidence = Everywhere(text, o.Name), ProposedBy = o.Rule,
        }),
    ];

    private static List<Evidence> Everywhere(string text, string words)
    {
        var places = new List<Evidence>();
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + words.Length, StringComparison.Ordinal))
        {
            places.Add(Evidence.At(new TextSpan(at, at + words.Length), text));
        }

        return places;
    }
}
