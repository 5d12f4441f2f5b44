using System.Net.NetworkInformation;

namespace ExtractionPipeline.Ingestion.Health;

/// <summary>
/// Tells whether our own network is down, so that no source is blamed for it: the system says so, or several hosts in a row
/// could not be reached at all and none could since. Safe to use from any number of threads.
/// </summary>
/// <param name="isAvailable">Whether the system sees a network at all.</param>
public sealed class NetworkWatch(Func<bool> isAvailable)
{
    private const int SeveralHosts = 3;

    private readonly Lock gate = new();
    private readonly HashSet<string> unreachable = new(StringComparer.Ordinal);

    /// <summary>Asks the system.</summary>
    public NetworkWatch()
        : this(NetworkInterface.GetIsNetworkAvailable)
    {
    }

    /// <summary>Whether our own network is down.</summary>
    public bool IsDown
    {
        get
        {
            lock (gate)
            {
                return unreachable.Count >= SeveralHosts || (unreachable.Count > 0 && !isAvailable());
            }
        }
    }

    /// <summary>Notes what a request to a host came to.</summary>
    public void Note(string host, bool isNetworkFault)
    {
        lock (gate)
        {
            if (!isNetworkFault)
            {
                unreachable.Clear();
            }
            else if (unreachable.Count < SeveralHosts * 4)
            {
                unreachable.Add(host);
            }
        }
    }
}
