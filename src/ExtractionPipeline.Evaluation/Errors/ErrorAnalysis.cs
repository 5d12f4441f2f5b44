using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Errors;

/// <summary>Tells of each miss and false alarm of an article what kind of error it is.</summary>
public sealed class ErrorAnalysis
{
    private static readonly ScoredField[] Roles = [ScoredField.Hospitals, ScoredField.Partners, ScoredField.Adopters];

    private readonly GoldArticle gold;
    private readonly string? text;
    private readonly IReadOnlyList<AlignedRecord> alignment;

    private ErrorAnalysis(GoldArticle gold, string? text, IReadOnlyList<AlignedRecord> alignment) => (this.gold, this.text, this.alignment) = (gold, text, alignment);

    /// <summary>All errors of one article's alignment.</summary>
    /// <param name="gold">The article's gold; with its text, values from outside the article are told apart.</param>
    /// <param name="text">The text that the system saw; null when unknown.</param>
    /// <param name="alignment">The strict alignment.</param>
    public static IReadOnlyList<ValueError> Of(GoldArticle gold, string? text, IReadOnlyList<AlignedRecord> alignment)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(alignment);
        return new ErrorAnalysis(gold, text, alignment).Find();
    }

    private List<ValueError> Find()
    {
        var errors = new List<ValueError>();
        foreach (var record in alignment.Where(r => !r.IsOptional))
        {
            var name = record.Gold is { } g ? g.Model.Name ?? g.Model.Description! : record.System!.Model.Name ?? record.System.Model.Description ?? "";
            foreach (var value in record.Values.Where(v => !v.IsRight))
            {
                var shown = value.Gold ?? value.System!;
                var sentence = SentenceFinder.Find(text, shown.Evidence, shown.Text);
                errors.Add(new ValueError(gold.Id, value.Field, value.IsMiss, value.IsMiss ? ClassOfMiss(record, value) : ClassOfFalseAlarm(record, value), name, shown.Display, sentence, null));
            }
        }

        return errors;
    }

    private ErrorClass ClassOfMiss(AlignedRecord record, AlignedValue miss)
    {
        if (record.Values.Any(v => v.IsFalseAlarm && v.Field == miss.Field && Overlap(v.System!, miss.Gold!)))
        {
            return miss.Gold!.Label is null ? ErrorClass.WrongBoundary : ErrorClass.WrongLabel;
        }

        return Roles.Contains(miss.Field) && record.Values.Any(v => v.IsFalseAlarm && v.Field != miss.Field && Same(v.System!, miss.Gold!)) ? ErrorClass.WrongRole
            : AtOtherRecord(record, miss, v => v.System) ? miss.Field == ScoredField.Model ? ErrorClass.WrongBoundary : ErrorClass.WrongModel
            : ErrorClass.NotFound;
    }

    private ErrorClass ClassOfFalseAlarm(AlignedRecord record, AlignedValue alarm)
    {
        var system = alarm.System!;
        if (gold.Text is { } own && !own.Contains(system.Text, StringComparison.Ordinal))
        {
            return ErrorClass.Boilerplate;
        }

        if (record.Values.Any(v => v.Field == alarm.Field && v.IsRight && Same(v.Gold!, system)) || (alarm.Field == ScoredField.Model && IsModelGivenAlready(record)))
        {
            return ErrorClass.Duplicate;
        }

        if (record.Values.Any(v => v.IsMiss && v.Field == alarm.Field && Overlap(v.Gold!, system)))
        {
            return system.Label is null ? ErrorClass.WrongBoundary : ErrorClass.WrongLabel;
        }

        return Roles.Contains(alarm.Field) && record.Values.Any(v => v.Gold is not null && v.Field != alarm.Field && Same(v.Gold, system)) ? ErrorClass.WrongRole
            : AtOtherRecord(record, alarm, v => v.Gold) ? alarm.Field == ScoredField.Model ? ErrorClass.WrongBoundary : ErrorClass.WrongModel
            : ErrorClass.Spurious;
    }

    private bool IsModelGivenAlready(AlignedRecord record) =>
        alignment.Any(other => other != record && other is { Gold: not null, System: not null } && RecordAligner.Strict.Align([other.Gold with { Optional = false }], [record.System!])[0].System is not null);

    /// <summary>Whether the value stands in the same field at a record of another model.</summary>
    private bool AtOtherRecord(AlignedRecord record, AlignedValue value, Func<AlignedValue, ScoredValue?> side) =>
        alignment.Where(other => other != record && (value.Field != ScoredField.Model || other.Gold is null || other.System is null))
            .SelectMany(other => other.Values)
            .Any(v => v.Field == value.Field && side(v) is { } there && (value.Field == ScoredField.Model ? Overlap(there, (value.Gold ?? value.System)!) : Same(there, (value.Gold ?? value.System)!)));

    private static bool Same(ScoredValue left, ScoredValue right) =>
        left.Label is not null || right.Label is not null ? left.Label == right.Label : NameNormalisation.Organisation(left.Text) == NameNormalisation.Organisation(right.Text);

    private static bool Overlap(ScoredValue left, ScoredValue right) => LenientMatching.Overlaps(NameNormalisation.Fold(left.Text), NameNormalisation.Fold(right.Text));
}
