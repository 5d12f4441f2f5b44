using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace ExtractionPipeline.Extraction.Tests.Training;

public sealed class DecisionTrainerTests
{
    private const int Columns = 12;

    [Fact]
    public void Trees_score_as_the_trainer_of_the_library_does()
    {
        var examples = Examples(400);
        var columns = Enumerable.Range(0, Columns).ToDictionary(i => (ulong)i, i => i);
        var context = new MLContext(7);
        var data = Rows.Load(context, examples, columns);
        var trained = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfIterations = 20, NumberOfLeaves = 6, MinimumExampleCountPerLeaf = 5, NumberOfThreads = 1, Silent = true, Verbose = false }).Fit(data);
        var expected = trained.Transform(data).GetColumn<float>("Score").ToList();
        var trees = DecisionTrainer.Trees(((LightGbmBinaryModelParameters)trained.Model.SubModel).TrainedTreeEnsemble);
        for (var i = 0; i < examples.Count; i++)
        {
            Assert.Equal(expected[i], trees.Score(RowOf(examples[i])), 1e-4f);
        }
    }

    [Fact]
    public void Train_the_same_examples_and_seed_give_the_same_scores()
    {
        var examples = Examples(300);
        DecisionModel Train() => new DecisionTrainer(new TrainerOptions { Trees = 20 }).Train(DecisionKind.Claim, examples, a => a, k => $"{k}");
        var (first, second) = (Train(), Train());
        var buffer = new ScoringBuffer();
        Assert.All(examples, e => Assert.Equal(first.Score(e.Features, buffer), second.Score(e.Features, buffer), 1e-6f));
    }

    [Fact]
    public void Train_a_feature_that_decides_is_learned_and_one_of_too_few_articles_is_no_column()
    {
        var model = new DecisionTrainer(new TrainerOptions { Trees = 20 }).Train(DecisionKind.Claim, [.. Examples(300), new Example(999, [(777UL, 1f)], true)], a => a, k => $"{k}");
        var buffer = new ScoringBuffer();
        Assert.True(model.Score([(0UL, 1f)], buffer) > model.Score([(1UL, 1f)], buffer));
        Assert.Equal(-1, model.ColumnOf(777UL));
    }

    [Fact]
    public void Compare_every_trainer_learns_what_decides()
    {
        var figures = new TrainerComparison(new TrainerOptions { Trees = 20 }, TimeProvider.System).Run(DecisionKind.Claim, Examples(300), a => a % 3, a => a, 3).ToList();
        Assert.Equal(7, figures.Select(f => f.Trainer).Distinct().Count());
        Assert.All(figures, f => Assert.True(f.AreaUnderCurve > 0.9, $"{f.Trainer}: {f.AreaUnderCurve:0.00}"));
    }

    [Fact]
    public void Compare_without_a_common_feature_there_is_nothing_to_compare() =>
        Assert.Empty(new TrainerComparison(new TrainerOptions(), TimeProvider.System).Run(DecisionKind.Claim, Examples(5), a => a % 2, a => a, 2));

    /// <summary>The answer is yes just where feature 0 holds and feature 1 does not.</summary>
    private static List<Example> Examples(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var values = Enumerable.Range(0, Columns).Where(_ => random.Next(3) == 0).Select(c => ((ulong)c, 0.5f + (random.NextSingle() / 2))).ToArray();
            return new Example(i, values, values.Any(v => v.Item1 == 0) && values.All(v => v.Item1 != 1));
        })];
    }

    private static float[] RowOf(Example example)
    {
        var row = new float[Columns];
        foreach (var (key, value) in example.Features)
        {
            row[key] = value;
        }

        return row;
    }
}
