using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Ingestion.Versions;

namespace ExtractionPipeline.Ingestion.Tests.Versions;

public sealed class EvidenceAnchoringTests
{
    private const string Before = "Ande Hospital shows Kestrel\nThe model Kestrel reads scans of the lung. It was built by Ande Hospital with Norwind Labs.\nKestrel is the first of its kind in the country.";

    [Theory]
    [InlineData("Kestrel reads scans", Before, EvidenceState.Unchanged, "Kestrel reads scans")]
    [InlineData("Norwind Labs", "Correction below.\n" + Before, EvidenceState.Moved, "Norwind Labs")]
    [InlineData("It was built by Ande Hospital with Norwind Labs", "The model Kestrel reads scans. It was built by Ande Hospital with Southwind Labs.", EvidenceState.Changed, "It was built by Ande Hospital with Southwind Labs.")]
    [InlineData("Norwind Labs", "The model Kestrel reads scans. It was built by Ande Hospital with Southwind Labs.", EvidenceState.Changed, "It was built by Ande Hospital with Southwind Labs.")]
    [InlineData("first of its kind", "A wholly different notice about the weather.", EvidenceState.Gone, null)]
    [InlineData("first of its kind", "", EvidenceState.Gone, null)]
    public void Evidence_is_found_again_or_told_to_be_changed_or_gone(string words, string after, EvidenceState state, string? found)
    {
        var start = Before.IndexOf(words, StringComparison.Ordinal);
        var anchor = EvidenceAnchoring.Anchor(Evidence.At(new TextSpan(start, start + words.Length), Before), Before, after);
        Assert.Equal((state, found), (anchor.State, anchor.After?.Of(after)));
    }

    [Fact]
    public void Of_several_places_the_one_with_the_same_words_around_it_is_taken()
    {
        var start = Before.LastIndexOf("Kestrel", StringComparison.Ordinal);
        var after = "Kestrel, Kestrel, Kestrel.\n" + Before;
        var anchor = EvidenceAnchoring.Anchor(Evidence.At(new TextSpan(start, start + 7), Before), Before, after);
        Assert.Equal((EvidenceState.Moved, after.LastIndexOf("Kestrel", StringComparison.Ordinal)), (anchor.State, anchor.After!.Value.Start));
    }

    [Fact]
    public void Any_evidence_of_any_text_is_anchored_within_the_later_text()
    {
        var random = new Random(3);
        var corpus = Articles.Corpus.Take(40).Select(a => a.Article.Text).ToList();
        for (var i = 0; i < 300; i++)
        {
            var (before, other) = (corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)]);
            var cut = random.Next(before.Length);
            var after = random.Next(2) == 0 ? before[..cut] + other[..random.Next(100)] + before[cut..] : other;
            var start = random.Next(before.Length - 1);
            var span = new TextSpan(start, Math.Min(before.Length, start + random.Next(1, 60)));
            var anchor = EvidenceAnchoring.Anchor(Evidence.At(span, before), before, after);
            if (anchor.State is EvidenceState.Unchanged or EvidenceState.Moved)
            {
                Assert.Equal(span.Of(before), anchor.After!.Value.Of(after));
            }
            else if (anchor.After is { } place)
            {
                Assert.InRange(place.End, place.Start, after.Length);
            }
        }
    }

    [Fact]
    public void A_difference_tells_what_was_added_and_removed() => Assert.Equal(
        [new DifferentLine(LineChange.Same, "a"), new DifferentLine(LineChange.Removed, "b"), new DifferentLine(LineChange.Added, "c"), new DifferentLine(LineChange.Same, "d")],
        TextDifference.Of("a\nb\nd", "a\nc\nd"));
}
