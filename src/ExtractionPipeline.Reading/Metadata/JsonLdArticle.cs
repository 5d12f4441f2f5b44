using System.Text.Json;

namespace ExtractionPipeline.Reading.Metadata;

/// <summary>What a page's JSON-LD (schema.org) says of its article.</summary>
internal sealed record JsonLdArticle(string? Headline, string? Author, string? Published, string? Language, string? Publisher, string? Address)
{
    private const int DeepestNesting = 12;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>The article that a script describes; null when it describes none or is broken.</summary>
    public static JsonLdArticle? Parse(string script)
    {
        try
        {
            using var document = JsonDocument.Parse(Strip(script), Lenient);
            return FindArticle(document.RootElement, 0) is { } article ? Of(article) : null;
        }
        catch (JsonException)
        {
            // Broken JSON-LD is common and tells nothing; the page's other metadata remain.
            return null;
        }
    }

    /// <summary>Some sites wrap the script in a comment or CDATA.</summary>
    private static string Strip(string script)
    {
        var first = script.AsSpan().IndexOfAny('{', '[');
        var last = script.AsSpan().LastIndexOfAny('}', ']');
        return first >= 0 && last > first ? script[first..(last + 1)].Replace("\n", " ", StringComparison.Ordinal).Replace("\r", " ", StringComparison.Ordinal).Replace("\t", " ", StringComparison.Ordinal) : "";
    }

    private static JsonElement? FindArticle(JsonElement element, int depth)
    {
        if (depth > DeepestNesting)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (FindArticle(item, depth + 1) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty("@type", out var type) && IsArticle(type))
        {
            return element;
        }

        foreach (var container in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage"])
        {
            if (element.TryGetProperty(container, out var inner) && FindArticle(inner, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsArticle(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => type.GetString() is { } name && (name.EndsWith("Article", StringComparison.Ordinal) || name.EndsWith("Posting", StringComparison.Ordinal) || name == "Report"),
        JsonValueKind.Array => type.EnumerateArray().Any(IsArticle),
        _ => false,
    };

    private static JsonLdArticle Of(JsonElement article) => new(
        Text(article, "headline") ?? Text(article, "name"),
        Names(article, "author") ?? Names(article, "creator"),
        Text(article, "datePublished") ?? Text(article, "dateCreated"),
        Text(article, "inLanguage"),
        Names(article, "publisher"),
        Text(article, "url") ?? Text(article, "mainEntityOfPage"));

    private static string? Text(JsonElement element, string property)
    {
        if (!element.TryGetProperty(property, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => NullIfBlank(value.GetString()),
            JsonValueKind.Object when value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String => NullIfBlank(id.GetString()),
            JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.String => NullIfBlank(value[0].GetString()),
            _ => null,
        };
    }

    private static string? Names(JsonElement element, string property)
    {
        if (!element.TryGetProperty(property, out var value))
        {
            return null;
        }

        var names = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Name) : [Name(value)];
        return NullIfBlank(string.Join(", ", names.Where(n => n is not null).Distinct()));
    }

    private static string? Name(JsonElement person) => person.ValueKind switch
    {
        JsonValueKind.String => NullIfBlank(person.GetString()),
        JsonValueKind.Object => Text(person, "name"),
        _ => null,
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
