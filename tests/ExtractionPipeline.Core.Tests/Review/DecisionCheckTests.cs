using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Core.Tests.Review;

public sealed class DecisionCheckTests
{
    private readonly ReviewSample sample = new();

    [Fact]
    public void A_decision_on_a_record_that_changed_meanwhile_is_a_conflict_that_names_who_changed_it()
    {
        var late = sample.Request(DecisionKind.Confirm, 0) with { Id = "late" };
        sample.Decide(sample.Request(DecisionKind.Reject, 0), "bob");

        var refusal = sample.Try(late).Refusal!;
        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.Contains("bob", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_on_different_records_of_an_article_do_not_collide()
    {
        var second = sample.Request(DecisionKind.Confirm, 1) with { Id = "second" };
        sample.Decide(sample.Request(DecisionKind.Reject, 0), "bob");

        Assert.True(sample.Try(second).Succeeded);
    }

    [Fact]
    public void A_decision_on_a_record_that_vanished_is_a_conflict()
    {
        var request = sample.Request(DecisionKind.Confirm, 0);
        sample.Reread(2, "Nothing here.");

        Assert.Equal(RefusalKind.Conflict, sample.Try(request).Refusal?.Kind);
    }

    [Theory]
    [InlineData("Harrier", "does not stand in the article")]
    [InlineData("", "is empty")]
    [InlineData("Kes\u0001trel", "control character")]
    [InlineData("Kes\ud800trel", "half a character")]
    [InlineData(null, "either a name")]
    public void An_edit_with_an_unusable_name_is_refused_with_the_reason(string? name, string reason)
    {
        var form = ReviewSample.Form("Kestrel") with { Model = new ModelOutput(name, [], null, 1, []) };

        var refusal = sample.Try(sample.Request(DecisionKind.Correct, 0) with { After = [form] }).Refusal!;
        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_with_evidence_that_is_not_in_the_text_is_refused()
    {
        foreach (var place in new[] { new EvidenceOutput(0, 4, "Andy"), new EvidenceOutput(-1, 4, "Ande"), new EvidenceOutput(5, 9_999, "x"), new EvidenceOutput(4, 4, "") })
        {
            var form = ReviewSample.Form("Kestrel") with { Hospitals = [new OrganisationOutput("Ande Hospital", [], null, 1, [place])] };
            Assert.Contains("evidence", sample.Try(sample.Request(DecisionKind.Correct, 1) with { After = [form] }).Refusal?.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_edit_with_an_unknown_label_a_repeated_value_or_a_hospital_in_two_roles_is_refused()
    {
        var form = ReviewSample.Form("Kestrel", "Ande Hospital");
        RecordOutput[] forms =
        [
            form with { Specialties = [new SpecialtyOutput("astrology", "oncology", 1, [])] },
            form with { FirstOfKind = [new FirstOfKindOutput("galactic", "built", 1, [])] },
            form with { Hospitals = [form.Hospitals[0], form.Hospitals[0]] },
            form with { Adopters = form.Hospitals },
            form with { Partners = null! },
        ];

        Assert.All(forms, f => Assert.Equal(RefusalKind.Invalid, sample.Try(sample.Request(DecisionKind.Correct, 0) with { After = [f] }).Refusal?.Kind));
    }

    [Fact]
    public void A_request_without_the_parts_of_its_kind_is_refused()
    {
        DecisionRequest[] requests =
        [
            sample.Request(DecisionKind.Confirm),
            sample.Request(DecisionKind.Confirm, 0, 1),
            sample.Request(DecisionKind.Merge, 0) with { After = [ReviewSample.Form("Kestrel")] },
            sample.Request(DecisionKind.Split, 0) with { After = [ReviewSample.Form("Kestrel")] },
            sample.Request(DecisionKind.Remark, 0),
            sample.Request(DecisionKind.Undo),
            sample.Request(DecisionKind.AcceptValue, 0),
            sample.Request((DecisionKind)99, 0),
            sample.Request(DecisionKind.Confirm, 0) with { Id = "" },
            sample.Request(DecisionKind.Confirm, 0) with { Id = "a b" },
            sample.Request(DecisionKind.Confirm, 0) with { Remark = new string('x', 2001) },
            sample.Request(DecisionKind.Confirm, 0) with { Subjects = null! },
        ];

        Assert.All(requests, r => Assert.Equal(RefusalKind.Invalid, sample.Try(r).Refusal?.Kind));
    }

    [Fact]
    public void A_correction_keeps_the_origin_of_what_it_leaves_and_marks_what_a_person_entered()
    {
        var form = RecordOutput.Of(sample[0].Record);
        form = form with { Partners = [new OrganisationOutput("Ande Yizhi", [], "ande-medical", 1, [])] };
        sample.Decide(sample.Request(DecisionKind.Correct, 0) with { After = [form] });

        var record = sample[0].Record;
        Assert.Equal(("rule", 0.5), (record.Hospitals[0].ProposedBy, record.Hospitals[0].Confidence));
        Assert.Equal(("person", 1.0, "ande-medical"), (record.Partners[0].ProposedBy, record.Partners[0].Confidence, record.Partners[0].Id));
        Assert.Equal("Ande Yizhi", record.Partners[0].Evidence.Single().Text);
    }

    [Fact]
    public void Measurements_out_of_range_count_as_not_measured()
    {
        var decision = sample.Decide(sample.Request(DecisionKind.Confirm, 0) with { Seconds = double.NaN, Keystrokes = -1 });

        Assert.Equal((null, null), (decision.Seconds, decision.Keystrokes));
    }
}
