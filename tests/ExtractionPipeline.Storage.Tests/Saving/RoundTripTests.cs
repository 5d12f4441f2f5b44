using System.Text.Json;
using CsCheck;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Saving;

public sealed class RoundTripTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_comes_back_as_it_went_in()
    {
        using var folder = new StoreFolder();
        var document = FullDocument();
        await using (var writing = Stores.Open(folder.Store))
        {
            await writing.SaveAsync(document);
        }

        await using var store = Stores.Open(folder.Store);
        var stored = Assert.Single(await store.FindAsync());
        Assert.Equal(JsonSerializer.Serialize(document.Records[0]), JsonSerializer.Serialize(stored.Record));
        Assert.Equal(Sample.ProcessedAt, stored.ExtractedAt);
        Assert.Equal(Sample.ProcessedAt.Offset, stored.ExtractedAt.Offset);
        Assert.Equal(("rules-1", "Titel", new DateOnly(2026, 1, 2)), (stored.ExtractorVersion, stored.ArticleTitle, stored.PublishedOn));
        Assert.Equal(ContentHash.Of(document.Article.Text), stored.TextHash);

        var article = await store.GetArticleAsync(stored.ArticleId, stored.ArticleVersion, Cancellation);
        Assert.Equal(JsonSerializer.Serialize(document.Article), JsonSerializer.Serialize(article!.Article));
        Assert.Equal((document.DocumentHash, stored.TextHash, Stores.Now), (article.DocumentHash, article.TextHash, article.StoredAt));
        Assert.Equal(document.Document.Content.ToArray(), await store.GetRawContentAsync(stored.ArticleId, 1, Cancellation));
    }

    [Fact]
    public async Task A_page_far_beyond_the_limit_of_one_LiteDB_document_comes_back()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var raw = new byte[20_000_000];
        new Random(1).NextBytes(raw);
        var text = new string('字', 3_000_000);

        await store.SaveAsync(Sample.Of("large", raw, Sample.ArticleOf(text), []));

        var id = ContentHash.Of(raw).Hex[..16];
        Assert.Equal(raw, await store.GetRawContentAsync(id, 1, Cancellation));
        Assert.Equal(text, (await store.GetArticleAsync(id, null, Cancellation))!.Article.Text);
    }

    [Fact]
    public async Task An_empty_page_without_records_comes_back()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);

        await store.SaveAsync(Sample.Of("empty", [], new Article { Text = "", Blocks = [] }, []));

        var id = ContentHash.Of([]).Hex[..16];
        Assert.Empty((await store.GetRawContentAsync(id, 1, Cancellation))!);
        Assert.Equal("", (await store.GetArticleAsync(id, null, Cancellation))!.Article.Text);
        Assert.Equal(new StoreSummary(1, 1, 1, 0, 0), await store.SummariseAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("a", "one"));
        var id = Assert.Single(await store.FindAsync()).ArticleId;

        Assert.Null(await store.GetArticleAsync("none", null, Cancellation));
        Assert.Null(await store.GetArticleAsync(id, 2, Cancellation));
        Assert.Null(await store.GetRawContentAsync(id, 0, Cancellation));
        Assert.Null(await store.GetRecordAsync("none", Cancellation));
    }

    [Fact]
    public async Task Any_text_and_bytes_come_back()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var number = 0;
        var texts = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['一', '龥'], Gen.Const('\0'), Gen.Const('\n')), 0, 60];

        await Gen.Select(texts, Gen.Byte.Array[0, 300]).SampleAsync(
            async (text, raw) =>
            {
                var source = $"source {Interlocked.Increment(ref number)}";
                raw = [.. raw, .. BitConverter.GetBytes(number)];
                var model = new ModelValue { Name = text, Confidence = 1, ProposedBy = text, Evidence = [Evidence.At(new TextSpan(0, text.Length), text)] };
                var record = new ModelRecord { Id = "r1", Model = model, Confidence = 1, Disposition = Disposition.Review };
                await store.SaveAsync(Sample.Of(source, raw, new Article { Text = text, Blocks = [] }, [record]), CancellationToken.None);

                var id = ContentHash.Of(raw).Hex[..16];
                var stored = await store.GetRecordAsync(id + ".1.", CancellationToken.None);
                var article = await store.GetArticleAsync(id, 1, CancellationToken.None);
                var content = await store.GetRawContentAsync(id, 1, CancellationToken.None);
                return stored!.Record.Model.Evidence[0].Text == text && article!.Article.Text == text && raw.AsSpan().SequenceEqual(content);
            },
            iter: 100,
            threads: 1);
    }

    private static ProcessedDocument FullDocument()
    {
        const string text = "Titel\nHead 𝒳 words\nfirst | second\nquoted";
        var article = new Article
        {
            Text = text,
            Blocks =
            [
                new(ArticleBlockKind.Title, new(0, 5)),
                new(ArticleBlockKind.Heading, new(6, 19), Level: 3),
                new(ArticleBlockKind.TableRow, new(20, 34), Container: 2, IsTableHeader: true) { Cells = [new(20, 25), new(28, 34), new(34, 34)] },
                new(ArticleBlockKind.Quotation, new(35, 41), Container: 1, Level: 2),
            ],
            Title = "Titel",
            Author = "A. Writer",
            PublishedOn = new DateOnly(2026, 1, 2),
            Language = "zh-CN",
            CanonicalAddress = new Uri("https://example.org/a?b=c#d"),
            SiteName = "Site",
        };
        var at = Sample.At(text, "𝒳");
        var record = new ModelRecord
        {
            Id = "r-7",
            Model = new ModelValue { Name = null, Description = "words", Aliases = ["Head", "𝒳"], Confidence = 1d / 3, Evidence = [at, Sample.At(text, "Head")], ProposedBy = "p" },
            Hospitals = [Sample.Organisation(text, "Head"), Sample.Organisation(text, "words")],
            Adopters = [Sample.Organisation(text, "first")],
            Partners = [Sample.Organisation(text, "second")],
            Specialties = [.. Enum.GetValues<Specialty>().Select(s => new SpecialtyValue { Label = s, Text = "first", Confidence = 0.1, Evidence = [at], ProposedBy = "s" })],
            FirstOfKind = [.. Enum.GetValues<ClaimScope>().Select(s => new FirstOfKindValue { Scope = s, Text = "first", Confidence = 0.2, Evidence = [at], ProposedBy = "f" })],
            Confidence = double.Epsilon,
            Disposition = Disposition.Review,
        };
        return Sample.Of("folder/源.html", [0, 1, 2, 255], article, [record]);
    }
}
