using System.Security.Cryptography;
using System.Text;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>
/// The socket by which commands reach the worker that holds a store. It lies beside the store, or, where that path is too long
/// for a socket, in the system's folder for temporary files; only its owner may use it.
/// </summary>
internal static class ControlSocket
{
    private const int LongestPath = 100;

    /// <summary>The socket's path for a store.</summary>
    public static string PathOf(string store)
    {
        var beside = Path.GetFullPath(store) + ".socket";
        return Encoding.UTF8.GetByteCount(beside) <= LongestPath
            ? beside
            : Path.Combine(Path.GetTempPath(), $"extraction-pipeline-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(store))))[..16]}.socket");
    }
}
