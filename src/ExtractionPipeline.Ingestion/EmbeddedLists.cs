namespace ExtractionPipeline.Ingestion;

/// <summary>The word lists and rules that lie beside the code and are carried within the program.</summary>
internal static class EmbeddedLists
{
    /// <summary>A file's lines as they are.</summary>
    public static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(EmbeddedLists).Assembly.GetManifestResourceStream($"ExtractionPipeline.Ingestion.{file}")
            ?? throw new InvalidOperationException($"the program carries no list {file}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>A file's entries: its lines without comments (from #) and blank ones.</summary>
    public static IEnumerable<string> Entries(string file) =>
        Lines(file).Select(l => l.Split('#', 2)[0].Trim()).Where(l => l.Length > 0);
}
