using System.Net;
using System.Net.Sockets;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>Finds the addresses of a host's name.</summary>
public interface IHostResolver
{
    /// <summary>The host's addresses in order of preference.</summary>
    /// <exception cref="SocketException">The name is unknown, or nobody could be asked.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks the system.</summary>
public sealed class SystemHostResolver : IHostResolver
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => await Dns.GetHostAddressesAsync(host, cancellationToken);
}

/// <summary>
/// Opens connections for the HTTP handler. The address that is judged is the one that is connected to: the name is resolved
/// once, here, and the socket is given the judged address, so an answer that changes between judging and connecting, or a
/// redirect to a name that leads inside, changes nothing.
/// </summary>
internal sealed class GuardedConnection(AddressPolicy policy, IHostResolver resolver)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolver.ResolveAsync(host, cancellationToken);
        var allowed = addresses.Where(policy.IsAllowed).ToList();
        if (allowed.Count == 0)
        {
            throw addresses.Count == 0
                ? new SocketException((int)SocketError.HostNotFound)
                : new RefusedConnectionException($"{host} is at {addresses[0]}, a private or reserved address");
        }

        Exception? failure = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return socket.RemoteEndPoint is IPEndPoint reached && policy.IsAllowed(reached.Address)
                    ? new NetworkStream(socket, ownsSocket: true)
                    : throw new RefusedConnectionException($"{host} led to {socket.RemoteEndPoint}");
            }
            catch (Exception error)
            {
                socket.Dispose();
                failure = error;
                if (error is OperationCanceledException or RefusedConnectionException)
                {
                    throw;
                }
            }
        }

        throw failure!;
    }
}
