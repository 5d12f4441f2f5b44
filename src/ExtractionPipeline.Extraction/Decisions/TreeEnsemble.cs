namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>
/// Boosted decision trees in flat arrays: scores a row without allocating. All trees' nodes stand one behind the other; a child is
/// a node's index, or the complement of a leaf's.
/// </summary>
/// <param name="Roots">First node of each tree; the complement of a leaf for a tree without nodes.</param>
/// <param name="Columns">The column that each node looks at.</param>
/// <param name="Thresholds">A value not above it goes to the lower child.</param>
/// <param name="Lower">The lower child.</param>
/// <param name="Upper">The upper child.</param>
/// <param name="Leaves">The leaves' values, the trees' weights multiplied in.</param>
/// <param name="Bias">Added to the sum.</param>
internal sealed record TreeEnsemble(int[] Roots, int[] Columns, float[] Thresholds, int[] Lower, int[] Upper, float[] Leaves, float Bias)
{
    /// <summary>The sum over all trees.</summary>
    public float Score(ReadOnlySpan<float> row)
    {
        var sum = Bias;
        foreach (var root in Roots)
        {
            var node = root;
            while (node >= 0)
            {
                node = row[Columns[node]] <= Thresholds[node] ? Lower[node] : Upper[node];
            }

            sum += Leaves[~node];
        }

        return sum;
    }
}
