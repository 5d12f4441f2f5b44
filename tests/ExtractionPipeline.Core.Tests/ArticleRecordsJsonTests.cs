using System.Text.Json;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Tests;

public sealed class ArticleRecordsJsonTests
{
    private const string Text = "Alder\nAlder is a model.";

    [Fact]
    public void Serialize_writes_every_key_of_the_contract_and_no_line_feed()
    {
        var line = ArticleRecordsJson.Serialize(Sample());
        Assert.DoesNotContain('\n', line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("article-records/1", json.RootElement.GetProperty("schema").GetString());
        foreach (var key in new[] { "source", "url", "title", "publishedOn", "language", "text", "error", "records" })
        {
            Assert.True(json.RootElement.TryGetProperty(key, out _), key);
        }

        var record = json.RootElement.GetProperty("records")[0];
        foreach (var key in new[] { "id", "confidence", "disposition", "model", "hospitals", "adopters", "specialties", "partners", "firstOfKind" })
        {
            Assert.True(record.TryGetProperty(key, out _), key);
        }

        Assert.Equal("review", record.GetProperty("disposition").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("error").ValueKind);
    }

    [Fact]
    public void Deserialize_reads_what_was_written()
    {
        var read = ArticleRecordsJson.Deserialize(ArticleRecordsJson.Serialize(Sample()));
        Assert.Equal("Alder", read.Records[0].Model.Name);
        Assert.Equal(new EvidenceOutput(6, 11, "Alder"), read.Records[0].Model.Evidence[0]);
    }

    [Fact]
    public void Serialize_keeps_other_scripts_readable() =>
        Assert.Contains("智肾", ArticleRecordsJson.Serialize(new ArticleRecords { Source = "智肾" }), StringComparison.Ordinal);

    [Fact]
    public void Failed_has_an_error_and_no_records()
    {
        var failed = ArticleRecords.Failed("a.html", "empty");
        Assert.Equal("empty", failed.Error);
        Assert.Null(failed.Text);
        Assert.Empty(failed.Records);
    }

    private static ArticleRecords Sample()
    {
        var article = new Article { Text = Text, Blocks = [new ArticleBlock(ArticleBlockKind.Title, new TextSpan(0, 5)), new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(6, Text.Length))], Title = "Alder" };
        var record = new ModelRecord
        {
            Id = "1",
            Confidence = 0.5,
            Disposition = Disposition.Review,
            Model = new ModelValue { Name = "Alder", Confidence = 0.5, ProposedBy = "named", Evidence = [Evidence.At(new TextSpan(6, 11), Text)] },
        };
        return ArticleRecords.Of("a.html", article, [record]);
    }
}
