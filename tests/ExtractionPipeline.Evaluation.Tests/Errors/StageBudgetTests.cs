using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Errors;

public sealed class StageBudgetTests
{
    private static readonly GoldRecord Record = Annotated("Alder", hospitals: ["Alder Hospital"], specialties: ["oncology"]);

    /// <summary>An extractor that finds nothing until mentions are given, the hospital only with relations, the field only with labels.</summary>
    [Fact]
    public void Of_each_error_lies_at_the_first_stage_whose_gold_mends_it()
    {
        var (errors, scores) = Of("Alder by Alder Hospital against oncology.");
        Assert.Equal(
            [(ScoredField.Model, ExtractionStage.MentionDecision), (ScoredField.Hospitals, ExtractionStage.Relation), (ScoredField.Specialties, ExtractionStage.Label)],
            errors.Select(e => (e.Field, e.Cause!.Value)));
        Assert.Equal([0, 0, 0.5, 0.5, 0.8, 1, 1], scores.Select(s => Math.Round(s.Slots.F1, 6)));
    }

    [Fact]
    public void Of_a_value_that_the_reader_lost_lies_at_reading() =>
        Assert.Equal(ExtractionStage.Reading, Of("Alder against oncology.").Errors.Single(e => e.Field == ScoredField.Hospitals).Cause);

    private static (IReadOnlyList<ValueError> Errors, IReadOnlyList<Score> Scores) Of(string text)
    {
        var gold = Article("x", Record);
        var page = new GoldPage(gold, "x.html", new Article { Text = text, Blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(0, text.Length))] }, "x");
        var errors = ErrorAnalysis.Of(gold, text, RecordAligner.Strict.Align([Record], []));
        return new StageBudget(new Staged()).Of(page, errors, TestContext.Current.CancellationToken);
    }

    private sealed class Staged : IStagedRecordExtractor
    {
        public string Version => "staged";

        public IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default) => [];

        public IReadOnlyList<ModelRecord> ExtractWithGold(Article article, IReadOnlyList<GoldRecord> gold, ExtractionStage last, CancellationToken cancellationToken = default)
        {
            Evidence[] evidence = [Evidence.At(new TextSpan(0, 5), article.Text)];
            return last < ExtractionStage.MentionDecision ? [] :
            [
                new ModelRecord
                {
                    Id = "1",
                    Model = new ModelValue { Name = "Alder", Confidence = 1, Evidence = evidence, ProposedBy = "test" },
                    Hospitals = last < ExtractionStage.Relation ? [] : [new OrganisationValue { Name = "Alder Hospital", Id = "a", Confidence = 1, Evidence = evidence, ProposedBy = "test" }],
                    Specialties = last < ExtractionStage.Label ? [] : [new SpecialtyValue { Label = Specialty.Oncology, Text = "oncology", Confidence = 1, Evidence = evidence, ProposedBy = "test" }],
                    Confidence = 1,
                    Disposition = Disposition.Review,
                },
            ];
        }
    }
}
