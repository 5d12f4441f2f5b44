using System.Globalization;
using ExtractionPipeline.Ingestion.Feeds;

namespace ExtractionPipeline.Ingestion.Tests.Feeds;

public sealed class FeedDatesTests
{
    [Theory]
    [InlineData("Tue, 03 Jun 2025 09:39:21 GMT", "2025-06-03T09:39:21Z")]
    [InlineData("Tue, 3 June 25 09:39 EDT", "2025-06-03T13:39:00Z")]
    [InlineData("3 Jun 2025 09:39:21 +0200", "2025-06-03T07:39:21Z")]
    [InlineData("Blah, 03 Jun 2025 09:39:21 -05:30", "2025-06-03T15:09:21Z")]
    [InlineData("Tuesday, 03-Jun-25 09:39:21 GMT", "2025-06-03T09:39:21Z")]
    [InlineData("Tue Jun  3 09:39:21 2025", "2025-06-03T09:39:21Z")]
    [InlineData("Tue Jun 03 09:39:21 CST 2025", "2025-06-03T15:39:21Z")]
    [InlineData("June 3, 2025 at 9:39 PM", "2025-06-03T21:39:00Z")]
    [InlineData("2025-06-03T09:39:21.5+08:00", "2025-06-03T01:39:21Z")]
    [InlineData("2025-06-03 09:39:21", "2025-06-03T09:39:21Z")]
    [InlineData("2025-06-03T24:00:00Z", "2025-06-04T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("20250603T093921Z", "2025-06-03T09:39:21Z")]
    [InlineData("20250603", "2025-06-03T00:00:00Z")]
    [InlineData("2025-06", "2025-06-01T00:00:00Z")]
    [InlineData("2025/6/3 9:39", "2025-06-03T09:39:00Z")]
    [InlineData("2025年6月3日 09:39", "2025-06-03T09:39:00Z")]
    [InlineData("Tue, 31 Feb 2025 09:39:21 GMT", null)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Parse_gives_the_moment_that_is_meant(string? text, string? moment)
    {
        DateTimeOffset? expected = moment is null ? null : DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        Assert.Equal(expected, FeedDates.Parse(text));
    }
}
