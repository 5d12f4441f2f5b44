using System.Globalization;
using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>Gathers a feed from its elements. Only direct children count: the title of an image or a text field is not the feed's.</summary>
internal sealed class FeedBuilder(Uri address, int mostEntries)
{
    private readonly Stack<Uri> bases = new();
    private readonly List<FeedEntry> entries = [];
    private readonly List<FeedEntry> sitemaps = [];
    private readonly HashSet<int> skipHours = [];
    private readonly HashSet<DayOfWeek> skipDays = [];
    private string? title;
    private string? language;
    private Uri? home;
    private Uri? movedTo;
    private TimeSpan? timeToLive;
    private TimeSpan? updatePeriod;
    private double updateFrequency = 1;
    private int leftOut;

    public FeedFormat? Format { get; private set; }

    public string? Root { get; private set; }

    public int Depth => bases.Count;

    private Uri Base => bases.Count > 0 ? bases.Peek() : address;

    public void Enter(XElement container)
    {
        Root ??= container.Name.LocalName;
        Format ??= FormatOf(container.Name);
        bases.Push(FeedLinks.BaseOf(container, Base));
        language ??= container.Attribute(XNamespace.Xml + "lang")?.Value;
    }

    public void Leave()
    {
        if (bases.Count > 0)
        {
            bases.Pop();
        }
    }

    public void Add(XElement element)
    {
        switch (element.Name.LocalName.ToLowerInvariant())
        {
            case "item" or "entry" or "url":
                Take(entries, element);
                break;
            case "sitemap":
                Take(sitemaps, element);
                break;
            default:
                AddAbout(element);
                break;
        }
    }

    public FeedDocument Build(string? mended) => new()
    {
        Format = Format ?? FeedFormat.Rss,
        Title = title,
        Home = home,
        Language = string.IsNullOrWhiteSpace(language) ? null : language.Trim().Replace('_', '-'),
        Entries = entries,
        Sitemaps = sitemaps,
        TimeToLive = timeToLive ?? updatePeriod / updateFrequency,
        SkipHours = skipHours,
        SkipDays = skipDays,
        MovedTo = movedTo,
        Mended = mended,
        LeftOut = leftOut,
    };

    private void Take(List<FeedEntry> list, XElement element)
    {
        if (list.Count < mostEntries)
        {
            list.Add(FeedEntryReader.Read(element, FeedLinks.BaseOf(element, Base)));
        }
        else
        {
            leftOut++;
        }
    }

    private void AddAbout(XElement element)
    {
        var vocabulary = Namespaces.VocabularyOf(element.Name);
        switch (vocabulary, element.Name.LocalName.ToLowerInvariant())
        {
            case ("" or "atom", "title"):
                title ??= FeedWords.Plain(element);
                break;
            case ("", "link"):
                home ??= FeedLinks.Resolve(element.Value, FeedLinks.BaseOf(element, Base));
                break;
            case ("atom", "link") when (element.Attribute("rel")?.Value ?? "alternate") == "alternate":
                home ??= FeedLinks.Resolve(element.Attribute("href")?.Value ?? element.Value, FeedLinks.BaseOf(element, Base));
                break;
            case ("" or "dc", "language"):
                language = element.Value;
                break;
            case ("", "ttl"):
                timeToLive = Minutes(element.Value);
                break;
            case ("syndication", "updateperiod"):
                updatePeriod = Period(element.Value);
                break;
            case ("syndication", "updatefrequency"):
                updateFrequency = double.TryParse(element.Value.Trim(), CultureInfo.InvariantCulture, out var times) && times is > 0 and < 1000 ? times : 1;
                break;
            case ("", "skiphours"):
                skipHours.UnionWith(element.Elements().Select(h => int.TryParse(h.Value.Trim(), CultureInfo.InvariantCulture, out var hour) ? hour : -1).Where(h => h is >= 0 and <= 24).Select(h => h % 24));
                break;
            case ("", "skipdays"):
                skipDays.UnionWith(element.Elements().Select(d => Enum.TryParse<DayOfWeek>(d.Value.Trim(), ignoreCase: true, out var day) ? day : (DayOfWeek?)null).OfType<DayOfWeek>());
                break;
            case ("itunes", "new-feed-url"):
                movedTo = FeedLinks.Resolve(element.Value, Base);
                break;
        }
    }

    private static FeedFormat? FormatOf(XName root) => root.LocalName.ToLowerInvariant() switch
    {
        "rss" or "channel" => FeedFormat.Rss,
        "rdf" => FeedFormat.Rdf,
        "feed" => FeedFormat.Atom,
        "urlset" => FeedFormat.Sitemap,
        "sitemapindex" => FeedFormat.SitemapIndex,
        _ => null,
    };

    private static TimeSpan? Minutes(string value) =>
        int.TryParse(value.Trim(), CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 60 * 24 * 31 ? TimeSpan.FromMinutes(minutes) : null;

    private static TimeSpan? Period(string value) => value.Trim().ToLowerInvariant() switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        "monthly" => TimeSpan.FromDays(30),
        "yearly" => TimeSpan.FromDays(365),
        _ => null,
    };
}
