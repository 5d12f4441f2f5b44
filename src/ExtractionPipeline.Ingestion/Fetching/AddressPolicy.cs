using System.Net;
using System.Net.Sockets;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>Decides which addresses may be asked for, by their form, and which machines may be reached, by their IP address. Immutable.</summary>
public sealed class AddressPolicy
{
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly IReadOnlyList<IPNetwork> refused;
    private readonly IReadOnlyList<IPNetwork> allowed;
    private readonly int maximumLength;

    /// <summary>The policy of the options.</summary>
    /// <exception cref="FormatException">A network is not written as "10.0.0.0/8".</exception>
    public AddressPolicy(FetchingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        refused = [.. EmbeddedLists.Entries("refused-networks.txt").Select(IPNetwork.Parse)];
        allowed = [.. options.AllowedNetworks.Select(IPNetwork.Parse)];
        maximumLength = options.MaximumAddressLength;
    }

    /// <summary>Why the address may not be asked for; null when it may. Names of hosts are judged when they are connected to.</summary>
    public string? Refusal(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            return $"not an http(s) address{(address.IsAbsoluteUri ? $" but {address.Scheme}:" : "")}";
        }

        if (address.UserInfo.Length > 0)
        {
            return "the address holds a name or a password";
        }

        if (address.OriginalString.Length > maximumLength)
        {
            return $"the address is longer than {maximumLength} characters";
        }

        return address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && !IsAllowed(IPAddress.Parse(address.IdnHost.Trim('[', ']')))
            ? $"{address.Host} is a private or reserved address"
            : null;
    }

    /// <summary>Whether a connection to this machine is allowed.</summary>
    public bool IsAllowed(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = Innermost(address);
        return allowed.Any(n => n.Contains(address)) || !refused.Any(n => n.Contains(address));
    }

    private static IPAddress Innermost(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4)) : SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : new IPAddress(bytes);
    }
}

/// <summary>A connection would have reached a machine that may not be reached.</summary>
internal sealed class RefusedConnectionException(string message) : IOException(message);
