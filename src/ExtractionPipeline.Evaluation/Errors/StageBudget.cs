using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Errors;

/// <summary>What a stage costs.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Errors">Wrong values that vanish when the stage's output is replaced by gold, and not before.</param>
/// <param name="SlotF1IfPerfect">Slot F1 when this stage and those before it give what gold says and the rest runs as ever.</param>
public sealed record StageShare(ExtractionStage Stage, int Errors, double SlotF1IfPerfect);

/// <summary>
/// Error budget: replaces the output of one stage after the other by gold, runs the rest, and lays each wrong value at the door of the
/// first stage whose replacement mends it (pipeline ablation in the manner of Hoiem et al., ECCV 2012).
/// </summary>
public sealed class StageBudget(IStagedRecordExtractor extractor)
{
    private static readonly ExtractionStage[] Stages = Enum.GetValues<ExtractionStage>();

    /// <summary>For one article: its errors with their causes, and its score with each stage perfect, in the stages' order.</summary>
    public (IReadOnlyList<ValueError> Errors, IReadOnlyList<Score> Scores) Of(GoldPage page, IReadOnlyList<ValueError> errors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(errors);
        var article = OwnText(page);
        var causes = new ExtractionStage?[errors.Count];
        var scores = new List<Score>();
        foreach (var stage in Stages)
        {
            var alignment = stage == ExtractionStage.Threshold
                ? Perfect(page.Gold.Gold.Records)
                : RecordAligner.Strict.Align(page.Gold.Gold.Records, [.. extractor.ExtractWithGold(article, page.Gold.Gold.Records, stage, cancellationToken).Select(RecordOutput.Of)]);
            scores.Add(Score.Of(alignment));
            var left = alignment.Where(r => !r.IsOptional).SelectMany(r => r.Values.Where(v => !v.IsRight).Select(v => KeyOf(r, v))).ToHashSet();
            for (var i = 0; i < causes.Length; i++)
            {
                causes[i] ??= left.Contains(KeyOf(errors[i])) ? null : stage;
            }
        }

        return ([.. errors.Select((e, i) => e with { Cause = IsUnread(page, e) ? ExtractionStage.Reading : causes[i] ?? ExtractionStage.Threshold })], scores);
    }

    private static (bool, ScoredField, string, string) KeyOf(ValueError error) => (error.IsMiss, error.Field, error.IsMiss ? error.Record : "", error.Value);

    /// <summary>A miss belongs to its gold record; a false alarm is the same at whichever record it stands.</summary>
    private static (bool, ScoredField, string, string) KeyOf(AlignedRecord record, AlignedValue value) =>
        (value.IsMiss, value.Field, value.IsMiss ? record.Gold!.Model.Name ?? record.Gold.Model.Description! : "", (value.Gold ?? value.System)!.Display);

    private static bool IsUnread(GoldPage page, ValueError error) =>
        error.IsMiss && page.Article is { } read && page.Gold.Gold.Records.Any(r => (r.Model.Name ?? r.Model.Description) == error.Record
            && GoldValues.Of(r).Any(v => error.Value.Contains(v.Text, StringComparison.Ordinal) && !read.Text.Contains(v.Text, StringComparison.Ordinal)));

    private static List<AlignedRecord> Perfect(IReadOnlyList<GoldRecord> gold) =>
        [.. RecordAligner.Strict.Align(gold, []).Select(r => r with { Values = [.. r.Values.Select(v => v with { System = v.Gold })] })];

    /// <summary>The article with gold's own text, where gold holds it; lines that were read too keep what the reader knows of them.</summary>
    private static Article OwnText(GoldPage page)
    {
        var read = page.Article!;
        if (page.Gold.Text is not { Length: > 0 } text || text == read.Text)
        {
            return read;
        }

        var known = read.Blocks.GroupBy(b => b.Span.Of(read.Text)).ToDictionary(g => g.Key, g => g.First());
        var blocks = new List<ArticleBlock>();
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            var span = new TextSpan(start, start + line.Length);
            start = span.End + 1;
            blocks.Add(known.TryGetValue(line, out var block) ? Moved(block, span) : new ArticleBlock(blocks.Count == 0 ? ArticleBlockKind.Title : ArticleBlockKind.Paragraph, span));
        }

        return read with { Text = text, Blocks = blocks };
    }

    private static ArticleBlock Moved(ArticleBlock block, TextSpan to)
    {
        var shift = to.Start - block.Span.Start;
        return block with { Span = to, Cells = [.. block.Cells.Select(c => new TextSpan(c.Start + shift, c.End + shift))] };
    }
}
