using CsCheck;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Core.Tests;

public sealed class TextSpanTests
{
    [Fact]
    public void Overlaps_spans_that_only_touch_do_not_overlap() => Assert.False(new TextSpan(0, 3).Overlaps(new TextSpan(3, 5)));

    [Fact]
    public void Of_a_span_beyond_the_text_throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new TextSpan(2, 9).Of("short"));

    [Fact]
    public void Overlaps_is_the_same_from_both_sides_and_means_a_shared_position() =>
        Property.ForAll(Gen.Select(Gen.Int[0, 20], Gen.Int[0, 10], Gen.Int[0, 20], Gen.Int[0, 10]), spans =>
        {
            var (a, m, b, n) = spans;
            var left = new TextSpan(a, a + m);
            var right = new TextSpan(b, b + n);
            var shared = Enumerable.Range(0, 40).Any(i => left.Contains(i) && right.Contains(i));
            Assert.Equal(left.Overlaps(right), right.Overlaps(left));
            if (!left.IsEmpty && !right.IsEmpty)
            {
                Assert.Equal(shared, left.Overlaps(right));
            }
        });

    [Fact]
    public void Ordering_is_by_start_then_the_shorter_first()
    {
        TextSpan[] spans = [new(5, 9), new(0, 4), new(0, 2)];
        Assert.Equal([new(0, 2), new(0, 4), new(5, 9)], spans.Order());
    }
}
