using System.Runtime.CompilerServices;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>Lists the documents of sources, one after the other, so that large folders never sit in memory.</summary>
public static class SourceListing
{
    /// <summary>The documents of all sources in order; a folder's files by name.</summary>
    public static async IAsyncEnumerable<string> AllAsync(IEnumerable<SourceOptions> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var source in sources)
        {
            foreach (var document in Documents(source))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    yield break;
                }

                yield return document;
            }

            await Task.Yield();
        }
    }

    /// <summary>A source's documents: a folder's files, or the file or address itself. A folder without rights, or one that is missing, is listed itself and fails when it is fetched.</summary>
    public static IEnumerable<string> Documents(SourceOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (DocumentFetcher.IsAddress(source.Path) || !Directory.Exists(source.Path))
        {
            return [source.Path];
        }

        return Files(source);
    }

    private static IEnumerable<string> Files(SourceOptions source)
    {
        var patterns = source.Pattern.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var options = new EnumerationOptions { RecurseSubdirectories = source.Recursive, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };
        if (!CanList(source.Path))
        {
            return [source.Path];
        }

        // Names only, in order: a few megabytes for a hundred thousand files, and the same order on every machine.
        return patterns.SelectMany(pattern => Directory.EnumerateFiles(source.Path, pattern, options)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static bool CanList(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
