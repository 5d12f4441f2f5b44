using System.Security.Cryptography;
using System.Text.Json;

namespace ExtractionPipeline.App.Web;

/// <summary>Where the process that holds a store can be reached, and with which key.</summary>
internal sealed record ApiAddress(string Address, string Key);

/// <summary>
/// A file beside the store by which commands find the process that holds it. It can be read by its owner alone, its key is new with every start
/// and the file goes with the process.
/// </summary>
internal static class ApiDiscovery
{
    public static string FileOf(string storePath) => storePath + ".api";

    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static void Write(string storePath, ApiAddress address)
    {
        var path = FileOf(storePath);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, address);
    }

    /// <summary>Null when there is none or it cannot be read.</summary>
    public static ApiAddress? Read(string storePath)
    {
        try
        {
            return JsonSerializer.Deserialize<ApiAddress>(File.ReadAllText(FileOf(storePath)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static void Remove(string storePath)
    {
        try
        {
            File.Delete(FileOf(storePath));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It names a process that no longer answers; whoever reads it is told so.
        }
    }
}
