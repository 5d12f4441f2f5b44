using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>The vocabularies that feeds borrow words from. Their addresses differ in the wild, so a namespace is known by a part of its address.</summary>
internal static class Namespaces
{
    /// <summary>What a vocabulary is called here; empty for the feed's own words.</summary>
    public static string VocabularyOf(XName name)
    {
        var space = name.NamespaceName;
        if (space.Length == 0)
        {
            return "";
        }

        foreach (var (part, vocabulary) in Known)
        {
            if (space.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return vocabulary;
            }
        }

        return "other";
    }

    /// <summary>The namespace that people mean by a prefix which they forgot to declare; empty for none.</summary>
    public static string OfUsualPrefix(string prefix) => prefix switch
    {
        "" => "",
        "dc" => "http://purl.org/dc/elements/1.1/",
        "dcterms" => "http://purl.org/dc/terms/",
        "content" => "http://purl.org/rss/1.0/modules/content/",
        "atom" => "http://www.w3.org/2005/Atom",
        "media" => "http://search.yahoo.com/mrss/",
        "sy" => "http://purl.org/rss/1.0/modules/syndication/",
        "rdf" => "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "itunes" => "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "feedburner" => "http://rssnamespace.org/feedburner/ext/1.0",
        "news" => "http://www.google.com/schemas/sitemap-news/0.9",
        _ => $"undeclared:{prefix}",
    };

    private static readonly (string Part, string Vocabulary)[] Known =
    [
        ("sitemap-news", "news"),
        ("sitemap-image", "image"),
        ("sitemap-video", "video"),
        ("sitemaps.org/schemas/sitemap", ""),
        ("google.com/schemas/sitemap/", ""),
        ("rss/1.0/modules/content", "content"),
        ("rss/1.0/modules/syndication", "syndication"),
        ("purl.org/rss/1.0/modules/", "other"),
        ("purl.org/rss/", ""),
        ("my.netscape.com", ""),
        ("backend.userland.com", ""),
        ("blogs.law.harvard.edu/tech/rss", ""),
        ("w3.org/2005/Atom", "atom"),
        ("purl.org/atom/ns", "atom"),
        ("purl.org/dc/", "dc"),
        ("22-rdf-syntax-ns", "rdf"),
        ("search.yahoo.com/mrss", "media"),
        ("itunes.com/dtds", "itunes"),
        ("feedburner", "feedburner"),
        ("1999/xhtml", "xhtml"),
    ];
}
