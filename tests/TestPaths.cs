namespace ExtractionPipeline.Tests.Support;

/// <summary>Where tests find the repository and, on a developer's machine, the measuring data beside it.</summary>
internal static class TestPaths
{
    private const string SharedVariable = "EXTRACTION_PIPELINE_SHARED";

    public static string Repository { get; } = Above("ExtractionPipeline.sln") ?? throw new InvalidOperationException("the tests do not run within the repository");

    public static string Corpus => Path.Combine(Repository, "corpus");

    public static string Gold => Path.Combine(Repository, "gold");

    /// <summary>A folder or file of the measuring data; skips the test, and says so, where it is absent.</summary>
    public static string Shared(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(SharedVariable) ?? Path.Combine(Path.GetDirectoryName(Repository)!, "shared");
        var path = Path.Combine([root, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"the measuring data is absent: shared/{string.Join('/', parts)}");
        return path;
    }

    /// <summary>A folder of the test's own below the system's folder for temporary files.</summary>
    public static TemporaryFolder Temporary() => new();

    private static string? Above(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, file)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("extraction-pipeline-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that a test killed may hold a file a moment longer; the system clears its folder.
        }
    }
}
