
namespace ExtractionPipeline.Extraction.Lexicons;

/// <summary>Reads the embedded data files: one entry a line, <c>#</c> begins a comment line, <c>[name]</c> begins a section.</summary>
internal static class LexiconFile
{
    /// <summary>The entries of a data file in file order, each with its section ("" before the first).</summary>
    public static IEnumerable<(string Section, string Entry)> Read(string name)
    {
        var resource = $"ExtractionPipeline.Extraction.Lexicons.{name}";
        using var stream = typeof(LexiconFile).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the data file {name} is not embedded");
        using var reader = new StreamReader(stream);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1];
                continue;
            }

            yield return (section, line);
        }
    }
}
