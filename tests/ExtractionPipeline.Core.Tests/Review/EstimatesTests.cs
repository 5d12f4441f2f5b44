using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Core.Tests.Review;

public sealed class EstimatesTests
{
    [Fact]
    public void Inverse_probability_weighting_is_unbiased_where_the_plain_share_is_not()
    {
        // 1,000 sure records of which 98 % are right, each looked at with 10 %; 200 unsure ones of which 40 % are right, all looked at.
        const double truth = ((1000 * 0.98) + (200 * 0.4)) / 1200;
        var (weighted, plain, covered) = (0.0, 0.0, 0);
        const int runs = 400;
        for (var run = 0; run < runs; run++)
        {
            var sample = new List<SampledRecord>();
            for (var i = 0; i < 1000; i++)
            {
                if (Draw.Of(Draw.SpotCheck, $"{run}/{i}") < 0.1)
                {
                    sample.Add(new SampledRecord(i % 50 != 0, 0.1));
                }
            }

            sample.AddRange(Enumerable.Range(0, 200).Select(i => new SampledRecord(i % 5 < 2, 1)));
            var estimate = InverseProbability.Share(sample);
            weighted += estimate.Value!.Value / runs;
            plain += sample.Average(s => s.IsRight ? 1.0 : 0) / runs;
            covered += estimate.Low <= truth && truth <= estimate.High ? 1 : 0;
        }

        Assert.Equal(truth, weighted, 0.004);
        Assert.True(Math.Abs(plain - truth) > 0.2);
        Assert.InRange(covered / (double)runs, 0.95, 1);
    }

    [Fact]
    public void An_empty_sample_says_nothing_and_a_flawless_one_does_not_promise_certainty()
    {
        Assert.Equal((null, 0, 1), (InverseProbability.Share([]).Value, InverseProbability.Share([]).Low, InverseProbability.Share([]).High));
        var flawless = InverseProbability.Share(Enumerable.Repeat(new SampledRecord(true, 0.05), 30));
        Assert.Equal(1, flawless.Value!.Value, 9);
        Assert.InRange(flawless.Low, 0.85, 0.95);
    }

    [Fact]
    public void Certain_and_estimated_parts_make_one_share()
    {
        var half = InverseProbability.Share([new SampledRecord(true, 1), new SampledRecord(false, 1)]);
        Assert.Equal(0.75, InverseProbability.Together(50, 50, half).Value);
        Assert.Equal(1, InverseProbability.Together(10, 0, InverseProbability.Share([])).Value);
        Assert.Null(InverseProbability.Together(10, 10, InverseProbability.Share([])).Value);
    }

    [Theory]
    [InlineData(20, 5, 10, 15, 0.4)]
    [InlineData(45, 15, 25, 15, 0.13043478260869565)]
    [InlineData(10, 0, 0, 10, 1)]
    [InlineData(0, 10, 10, 0, -1)]
    public void Kappa_equals_worked_examples(int both, int onlyFirst, int onlySecond, int neither, double kappa) =>
        Assert.Equal(kappa, new Agreement(both, onlyFirst, onlySecond, neither).Kappa!.Value, 9);

    [Fact]
    public void Kappa_is_undefined_where_chance_alone_agrees()
    {
        Assert.Null(new Agreement(0, 0, 0, 0).Kappa);
        Assert.Null(new Agreement(7, 0, 0, 0).Kappa);
    }

    [Fact]
    public void Draws_are_repeatable_even_and_independent_of_each_other()
    {
        var draws = Enumerable.Range(0, 20_000).Select(i => Draw.Of(Draw.SpotCheck, $"r{i}")).ToList();
        Assert.Equal(Draw.Of(Draw.SpotCheck, "r7"), draws[7]);
        Assert.InRange(draws.Count(d => d < 0.05) / 20_000.0, 0.045, 0.055);
        var both = Enumerable.Range(0, 20_000).Count(i => draws[i] < 0.1 && Draw.Of(Draw.BlindLook, $"r{i}") < 0.1);
        Assert.InRange(both / 20_000.0, 0.007, 0.013);
    }
}
