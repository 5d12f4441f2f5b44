using System.Text.Json;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>Reads JSON Feed 1.0 and 1.1.</summary>
internal static class JsonFeedReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static FeedReading Read(string text, Uri address, int mostEntries)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Options);
        }
        catch (JsonException error)
        {
            return FeedReading.Failed(FeedFailureKind.NotAFeed, $"JSON that cannot be read at line {error.LineNumber + 1}");
        }

        using (document)
        {
            var root = document.RootElement;
            if (!root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            {
                return FeedReading.Failed(FeedFailureKind.NotAFeed, "JSON, but no feed: it has no items");
            }

            return FeedReading.Of(new FeedDocument
            {
                Format = FeedFormat.JsonFeed,
                Title = FeedWords.Plain(Text(root, "title")),
                Home = FeedLinks.Resolve(Text(root, "home_page_url"), address),
                Language = Text(root, "language"),
                Entries = [.. items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(mostEntries).Select(i => Entry(i, address))],
                LeftOut = Math.Max(0, items.GetArrayLength() - mostEntries),
            });
        }
    }

    private static FeedEntry Entry(JsonElement item, Uri address)
    {
        var id = Text(item, "id");
        return new FeedEntry
        {
            Id = FeedWords.Limit(id, 2000),
            Link = FeedLinks.Resolve(Text(item, "url"), address) ?? FeedLinks.Resolve(Text(item, "external_url"), address) ?? FeedLinks.Absolute(id, address),
            Title = FeedWords.Limit(FeedWords.Plain(Text(item, "title")), 1000),
            Summary = FeedWords.Limit(FeedWords.Plain(Text(item, "content_text") ?? Text(item, "content_html") ?? Text(item, "summary")), 2000),
            PublishedAt = FeedDates.Parse(Text(item, "date_published")),
            UpdatedAt = FeedDates.Parse(Text(item, "date_modified")),
        };
    }

    /// <summary>A member's text; numbers count, since identifiers are often written as such.</summary>
    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
