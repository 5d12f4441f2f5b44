using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace ExtractionPipeline.Ingestion.Versions;

/// <summary>What became of a line between two versions.</summary>
public enum LineChange
{
    /// <summary>It stands in both.</summary>
    Same,

    /// <summary>Only in the later version.</summary>
    Added,

    /// <summary>Only in the earlier version.</summary>
    Removed,
}

/// <summary>A line of one or both of two versions.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Text">The line.</param>
public sealed record DifferentLine(LineChange Change, string Text);

/// <summary>Tells what is different between two versions of an article, paragraph by paragraph.</summary>
public static class TextDifference
{
    /// <summary>The lines of both versions in order.</summary>
    public static IReadOnlyList<DifferentLine> Of(string before, string after) =>
        [.. InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines.Where(l => l.Type != ChangeType.Imaginary).Select(l => new DifferentLine(ChangeOf(l.Type), l.Text))];

    private static LineChange ChangeOf(ChangeType type) => type switch
    {
        ChangeType.Inserted => LineChange.Added,
        ChangeType.Deleted => LineChange.Removed,
        _ => LineChange.Same,
    };
}
