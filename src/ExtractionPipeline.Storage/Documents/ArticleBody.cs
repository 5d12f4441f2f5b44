using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Storage.Database;
using LiteDB;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>An article with its text, blocks and metadata as bytes, the form in which a version keeps it.</summary>
internal static class ArticleBody
{
    public static byte[] ToBytes(Article article) => BsonSerializer.Serialize(new BsonDocument
    {
        ["text"] = article.Text,
        ["blocks"] = new BsonArray(article.Blocks.Select(ToBson)),
        ["title"] = article.Title,
        ["author"] = article.Author,
        ["published_on"] = BsonFields.Stored(article.PublishedOn),
        ["language"] = article.Language,
        ["canonical_address"] = article.CanonicalAddress?.OriginalString,
        ["site_name"] = article.SiteName,
    });

    public static Article FromBytes(byte[] bytes)
    {
        var document = BsonSerializer.Deserialize(bytes);
        return new Article
        {
            Text = document.Text("text"),
            Blocks = [.. document.List("blocks").Select(b => BlockFromBson(b.AsDocument))],
            Title = document.OptionalText("title"),
            Author = document.OptionalText("author"),
            PublishedOn = document.OptionalDay("published_on"),
            Language = document.OptionalText("language"),
            CanonicalAddress = document.OptionalText("canonical_address") is { } address ? new Uri(address, UriKind.RelativeOrAbsolute) : null,
            SiteName = document.OptionalText("site_name"),
        };
    }

    private static BsonDocument ToBson(ArticleBlock block)
    {
        var document = new BsonDocument { ["kind"] = Name(block.Kind), ["start"] = block.Span.Start, ["end"] = block.Span.End };
        if (block.Container != 0)
        {
            document["container"] = block.Container;
        }

        if (block.Level != 0)
        {
            document["level"] = block.Level;
        }

        if (block.IsTableHeader)
        {
            document["header"] = true;
        }

        if (block.Cells.Count > 0)
        {
            document["cells"] = new BsonArray(block.Cells.SelectMany(c => new BsonValue[] { c.Start, c.End }));
        }

        return document;
    }

    private static ArticleBlock BlockFromBson(BsonDocument document) => new(
        Kind(document.Text("kind")),
        new TextSpan(document.Integer("start"), document.Integer("end")),
        document.ContainsKey("container") ? document.Integer("container") : 0,
        document.ContainsKey("level") ? document.Integer("level") : 0,
        document.ContainsKey("header"))
    {
        Cells = document.ContainsKey("cells") ? [.. document.List("cells").Chunk(2).Select(c => new TextSpan(c[0].AsInt32, c[1].AsInt32))] : [],
    };

    private static string Name(ArticleBlockKind kind) => kind switch
    {
        ArticleBlockKind.Title => "title",
        ArticleBlockKind.Paragraph => "paragraph",
        ArticleBlockKind.Heading => "heading",
        ArticleBlockKind.ListItem => "list-item",
        ArticleBlockKind.TableRow => "table-row",
        ArticleBlockKind.Quotation => "quotation",
        ArticleBlockKind.Caption => "caption",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a block kind without a stored name"),
    };

    private static ArticleBlockKind Kind(string name) => name switch
    {
        "title" => ArticleBlockKind.Title,
        "paragraph" => ArticleBlockKind.Paragraph,
        "heading" => ArticleBlockKind.Heading,
        "list-item" => ArticleBlockKind.ListItem,
        "table-row" => ArticleBlockKind.TableRow,
        "quotation" => ArticleBlockKind.Quotation,
        "caption" => ArticleBlockKind.Caption,
        _ => throw BsonFields.Unreadable("kind"),
    };
}
