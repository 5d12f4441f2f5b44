namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>A candidate's features as a row of columns, reused from candidate to candidate; for one thread at a time.</summary>
internal sealed class ScoringBuffer
{
    private readonly List<int> columns = new(256);

    /// <summary>The values of all columns, zero where the candidate says nothing.</summary>
    public float[] Row { get; private set; } = new float[1024];

    /// <summary>The columns that are not zero.</summary>
    public IReadOnlyList<int> Columns => columns;

    /// <summary>Fills the row; a feature said twice keeps its larger value.</summary>
    public void Fill(ReadOnlySpan<(ulong Key, float Value)> features, Dictionary<ulong, int> columnOf, int count)
    {
        Widen(count);
        foreach (var (key, value) in features)
        {
            Set(key, value, columnOf);
        }
    }

    private void Widen(int count)
    {
        if (Row.Length < count)
        {
            Row = new float[count];
        }
    }

    private void Set(ulong key, float value, Dictionary<ulong, int> columnOf)
    {
        if (value > 0 && columnOf.TryGetValue(key, out var column))
        {
            if (Row[column] == 0)
            {
                columns.Add(column);
            }

            Row[column] = MathF.Max(Row[column], value);
        }
    }

    /// <summary>Back to zeros.</summary>
    public void Clear()
    {
        foreach (var column in columns)
        {
            Row[column] = 0;
        }

        columns.Clear();
    }
}
