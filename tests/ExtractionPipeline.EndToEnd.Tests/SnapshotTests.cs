using System.Globalization;
using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary>
/// Whole articles from page to records, compared with what was found before. A difference is a visible act: look at it,
/// and where it is meant, run the tests with UPDATE_SNAPSHOTS=1 and commit the new files.
/// </summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("dev-08")]
    [InlineData("dev-10")]
    [InlineData("dev-17")]
    [InlineData("dev-21")]
    [InlineData("news-02")]
    [InlineData("news-17")]
    [InlineData("news-18")]
    [InlineData("news-22")]
    public void An_article_is_read_and_extracted_as_before(string id)
    {
        var file = Path.Combine(TestPaths.Repository, "tests", "ExtractionPipeline.EndToEnd.Tests", "Snapshots", $"{id}.txt");
        var found = Describe(Path.Combine(TestPaths.Corpus, $"{id}.html"));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, found);
        }

        Assert.Equal(File.ReadAllText(file), found, ignoreLineEndingDifferences: true);
    }

    private static string Describe(string page)
    {
        var article = new ArticleReader().Read(new RawDocument(page, File.ReadAllBytes(page)) { MediaType = "text/html" }).Article!;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"title {article.Title}");
        text.AppendLine(CultureInfo.InvariantCulture, $"published {article.PublishedOn:yyyy-MM-dd} author {article.Author} site {article.SiteName} language {article.Language} address {article.CanonicalAddress}");
        foreach (var block in article.Blocks)
        {
            var content = block.Span.Of(article.Text);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {block.Kind} {block.Span} {(content.Length > 60 ? content[..60] : content)}");
        }

        foreach (var record in new RuleRecordExtractor().Extract(article))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"record {record.Id} {record.Disposition}");
            Append(text, "model", record.Model.Name ?? $"({record.Model.Description})", record.Model);
            record.Hospitals.ToList().ForEach(o => Append(text, "hospital", o.Name, o));
            record.Adopters.ToList().ForEach(o => Append(text, "adopter", o.Name, o));
            record.Partners.ToList().ForEach(o => Append(text, "partner", o.Name, o));
            record.Specialties.ToList().ForEach(s => Append(text, "specialty", s.Label.Label(), s));
            record.FirstOfKind.ToList().ForEach(c => Append(text, "first of kind", c.Scope.Label(), c));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string field, string value, FieldValue origin) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {field} {value} by {origin.ProposedBy} at {string.Join(' ', origin.Evidence.Select(e => e.Span))}");
}
