using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Extraction.Training;

namespace ExtractionPipeline.Extraction.Tests.Training;

public sealed class ExtractorTrainingTests
{
    private static readonly string[] Names = ["Harrow", "Tianming", "LungLynx", "Meridian", "Qingxin", "VOLTA", "Brightwater", "Osprey"];
    private static readonly string[] Hospitals = ["Alderford", "Qinghe", "Tanglin", "Elmstead", "Wuyue", "Marlow", "Danshan", "Fairholm"];

    [Fact]
    public void Run_the_same_articles_and_seed_give_the_same_confidences_and_version()
    {
        var options = new TrainingOptions { Folds = 2, Today = new DateOnly(2026, 1, 2) };
        var first = new ExtractorTraining().Run(Articles(), options, cancellationToken: TestContext.Current.CancellationToken);
        var second = new ExtractorTraining().Run(Articles(), options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(first.Model.Card.Version, second.Model.Card.Version);
        var article = Articles()[0].Article;
        var told = new RecordExtractor(first.Model).Extract(article).SelectMany(r => r.Values).Select(v => v.Confidence).ToList();
        Assert.NotEmpty(told);
        Assert.Equal(told, new RecordExtractor(second.Model).Extract(article).SelectMany(r => r.Values).Select(v => v.Confidence), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Run_too_few_examples_leave_no_threshold_and_the_card_says_why()
    {
        var result = new ExtractorTraining().Run(Articles(), new TrainingOptions { Folds = 2, Today = new DateOnly(2026, 1, 2) }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(result.Model.Card.Acceptance.Record);
        Assert.Contains("examples", result.Model.Card.Acceptance.RecordReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_can_be_stopped() =>
        Assert.ThrowsAny<OperationCanceledException>(() => new ExtractorTraining().Run(Articles(), new TrainingOptions { Folds = 2, Today = new DateOnly(2026, 1, 2) }, cancellationToken: new CancellationToken(canceled: true)));

    private static List<TrainingArticle> Articles() => [.. Enumerable.Range(0, 24).Select(Article)];

    private static TrainingArticle Article(int i)
    {
        var (name, hospital, partner) = (Names[i % 8], $"{Hospitals[(i * 3) % 8]} Hospital", $"{Hospitals[((i * 3) + 1) % 8]} Technology");
        var text = (i % 3) switch
        {
            0 => $"{hospital} has released “{name}”, China's first large model for lung cancer, which it developed with {partner}.",
            1 => $"An AI model called {name} that detects stroke was built by {hospital} together with {partner}, the hospital said.",
            _ => $"{partner} sells {name}, an AI tool for lung cancer. {hospital} bought it last year.",
        };
        var record = new GoldRecord
        {
            Model = new GoldModel(name, [], null),
            Hospitals = [new GoldOrganisation(hospital, [])],
            Partners = [new GoldOrganisation(partner, [])],
            Specialties = [i % 3 == 0 ? new GoldSpecialty("oncology", "lung cancer") : new GoldSpecialty("cerebrovascular", "stroke")],
            FirstOfKind = i % 3 == 0 ? [new GoldClaim("national", "China's first large model for lung cancer")] : [],
        };
        return new TrainingArticle($"a{i:00}", Texts.Article(text), i % 3 == 2 ? [] : [record], $"a{i:00}");
    }
}
