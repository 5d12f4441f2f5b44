using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.App.Composition;

/// <summary>Makes the paths of sources absolute, so that the store knows a file by one name wherever the program is started.</summary>
internal static class SourcePaths
{
    private const string RepositoryMark = "ExtractionPipeline.sln";

    /// <summary>Relative paths are taken from the current folder, or else, where that has none, from the repository that the program was built in.</summary>
    public static IngestionOptions Resolve(IngestionOptions options) =>
        options with { Sources = [.. options.Sources.Select(s => s with { Path = Resolve(s.Path) })] };

    /// <summary>The absolute path; addresses stay as they are.</summary>
    public static string Resolve(string path)
    {
        if (DocumentFetcher.IsAddress(path))
        {
            return path;
        }

        var here = Path.GetFullPath(path);
        return Path.Exists(here) || Repository() is not { } repository || !Path.Exists(Path.Combine(repository, path)) ? here : Path.Combine(repository, path);
    }

    private static string? Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
