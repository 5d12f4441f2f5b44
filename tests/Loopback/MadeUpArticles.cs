using System.Globalization;
using System.Text;

namespace ExtractionPipeline.Tests.Support;

/// <summary>Articles on the topic of which no two share more than a phrase.</summary>
internal static class MadeUpArticles
{
    public static string Page(int seed)
    {
        var random = new Random(seed);
        var page = new StringBuilder(4096);
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"en\"><head><title>Story {seed}</title></head><body><nav><a href=\"/\">Home</a></nav><article><h1>Hospital presents the model Kestrel{seed}</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>Ande Hospital presented the AI model Kestrel{seed}, which reads scans of patients, on day {seed % 28}.</p>");
        for (var paragraph = 0; paragraph < 4; paragraph++)
        {
            page.Append("<p>");
            for (var word = 0; word < 45; word++)
            {
                for (var letter = random.Next(3, 9); letter > 0; letter--)
                {
                    page.Append((char)('a' + random.Next(26)));
                }

                page.Append(word == 44 ? '.' : ' ');
            }

            page.Append("</p>");
        }

        return page.Append("</article><footer>The end</footer></body></html>").ToString();
    }

    public static string Feed(Uri server, int first, int count)
    {
        var feed = new StringBuilder("<rss version=\"2.0\"><channel><title>Stories</title>");
        for (var i = first; i < first + count; i++)
        {
            feed.Append(CultureInfo.InvariantCulture, $"<item><title>Story {i}</title><link>{server}a/{i}</link><guid isPermaLink=\"false\">{i}</guid></item>");
        }

        return feed.Append("</channel></rss>").ToString();
    }
}
