using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ExtractionPipeline.Ingestion.Feeds;

namespace ExtractionPipeline.Ingestion.Tests.Feeds;

/// <summary>Runs a public reader's test feeds; each file's comment says in that reader's words what a reader must see.</summary>
public sealed partial class SharedFeedsTests
{
    private static readonly Uri Address = new("http://127.0.0.1:8097/tests/feed.xml");

    [Fact]
    public void Every_feed_of_the_public_suite_is_read_and_says_what_its_comment_expects()
    {
        var files = Directory.GetFiles(TestPaths.Shared("feeds"), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var wrong = new List<string>();
        var compared = 0;
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var comment = FeedText.Decode(bytes, null);
            if (comment.Contains("Content-Language:", StringComparison.OrdinalIgnoreCase))
            {
                // The language of the carrier is no part of a feed here.
                continue;
            }

            var header = Header().Match(comment);
            var address = ContentLocation().Match(comment) is { Success: true } found && Uri.TryCreate(Address, found.Groups[1].Value.Trim(), out var located) && located.Scheme == "http" ? located : Address;
            var reading = FeedReader.Read(bytes, header.Success ? header.Groups[1].Value : null, address);
            if (!reading.Succeeded)
            {
                wrong.Add($"{file}: {reading.Failure.Message}");
                continue;
            }

            foreach (Match expected in Expectation().Matches(comment))
            {
                compared++;
                var entry = expected.Groups["entry"] is { Success: true } index ? reading.Feed.Entries[int.Parse(index.ValueSpan, CultureInfo.InvariantCulture)] : null;
                var (want, got) = (Unquote(expected.Groups["value"].Value), Value(reading.Feed, entry, expected.Groups["field"].Value));
                if (want is not null && !Equals(want, got))
                {
                    wrong.Add($"{file}: {expected.Groups["field"].Value}: expected '{want}', is '{got}'");
                }
            }

            foreach (Match expected in ExpectedTime().Matches(comment).Where(m => m.Groups["entry"].Success))
            {
                compared++;
                var entry = reading.Feed.Entries[0];
                var numbers = expected.Groups["numbers"].Value.Split(',').Take(6).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
                var want = new DateTimeOffset(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], default);
                var got = expected.Groups["field"].Value.StartsWith("updated", StringComparison.Ordinal) ? entry.UpdatedAt : entry.PublishedAt;
                if (want != got)
                {
                    wrong.Add($"{file}: expected {want:O}, is {got:O}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(files.Count, 100, 1000);
        Assert.InRange(compared, 20, 1000);
    }

    /// <summary>Titles and summaries are plain text here and markup there.</summary>
    private static bool Equals(string want, string? got) => new[] { want, FeedWords.Plain(want), FeedWords.Plain(WebUtility.HtmlDecode(want)) }.Any(w => Packed(w) == Packed(got));

    private static string Packed(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));

    private static string? Value(FeedDocument feed, FeedEntry? entry, string field) => (entry, field) switch
    {
        (not null, "title") => entry.Title,
        (not null, "link") => entry.Link?.AbsoluteUri,
        (not null, "id") => entry.Id,
        (not null, "description" or "summary") => entry.Summary,
        (null, "title") => feed.Title,
        (null, "link") => feed.Home?.AbsoluteUri,
        _ => feed.Language,
    };

    /// <summary>A Python literal's text; null for one that holds markup in attributes only.</summary>
    private static string? Unquote(string literal)
    {
        var text = Escape().Replace(literal, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return FeedWords.Plain(text) is null ? null : text;
    }

    [GeneratedRegex(@"(?:entries\[(?<entry>\d)\]\['(?<field>title|link|id|description|summary)'\]|feed\['(?<field>title|link|language)'\]) == '(?<value>[^'\n]*)'")]
    private static partial Regex Expectation();

    [GeneratedRegex(@"(?:entries\[(?<entry>\d)\]|feed)\['(?<field>updated|published)_parsed'\] == \((?<numbers>[\d, ]+)\)")]
    private static partial Regex ExpectedTime();

    [GeneratedRegex(@"Content-type:.*charset\s*=\s*([^\s;]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"Content-Location:\s*(\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLocation();

    [GeneratedRegex(@"\\u([0-9a-f]{4})")]
    private static partial Regex Escape();
}
