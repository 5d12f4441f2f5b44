using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ExtractionPipeline.Tests.Support;

/// <summary>How a reply goes wrong on its way.</summary>
internal enum LoopbackFault
{
    None,

    /// <summary>The header begins and never ends.</summary>
    SlowHeader,

    /// <summary>The body begins and never ends, within its announced length.</summary>
    SlowBody,

    /// <summary>The connection is reset in the middle of the body.</summary>
    Reset,

    /// <summary>More bytes are announced than come.</summary>
    ShortBody,

    /// <summary>The body never stops coming.</summary>
    EndlessBody,
}

/// <summary>A request as it came in.</summary>
internal sealed record LoopbackRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

/// <summary>A reply, whole or faulty.</summary>
internal sealed record LoopbackReply(int Status, byte[] Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public LoopbackFault Fault { get; init; }

    public static LoopbackReply Html(string html) => Text(html, "text/html; charset=utf-8");

    public static LoopbackReply Xml(string xml) => Text(xml, "application/rss+xml; charset=utf-8");

    public static LoopbackReply Text(string text, string type) => new(200, Encoding.UTF8.GetBytes(text)) { Headers = [("Content-Type", type)] };

    public static LoopbackReply Empty(int status, params (string Name, string Value)[] headers) => new(status, []) { Headers = headers };

    public static LoopbackReply Redirect(int status, string location) => Empty(status, ("Location", location));
}

/// <summary>
/// A server on a loopback address that speaks just enough HTTP/1.1 to go wrong in every way, and watches how politely it is
/// asked: how many requests were open at once, and the shortest pause between the end of one and the beginning of the next.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly Func<LoopbackRequest, LoopbackReply> handle;
    private readonly X509Certificate2? certificate;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, byte> connections = new();
    private readonly ConcurrentQueue<LoopbackRequest> requests = new();
    private readonly Task accepting;
    private readonly Lock gate = new();
    private readonly bool keepsRequests;
    private int open;
    private long lastEnd;

    public LoopbackServer(Func<LoopbackRequest, LoopbackReply> handle, IPAddress? address = null, X509Certificate2? certificate = null, bool keepsRequests = true, int port = 0)
    {
        (this.handle, this.certificate, this.keepsRequests) = (handle, certificate, keepsRequests);
        listener = new TcpListener(address ?? IPAddress.Loopback, port);
        listener.Start(512);
        var end = (IPEndPoint)listener.LocalEndpoint;
        Address = new Uri($"{(certificate is null ? "http" : "https")}://{end.Address}:{end.Port}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public IReadOnlyCollection<LoopbackRequest> Requests => requests;

    public IEnumerable<string> Paths => requests.Select(r => r.Path);

    public int Count { get; private set; }

    public int MostAtOnce { get; private set; }

    public TimeSpan ShortestPause { get; private set; } = TimeSpan.MaxValue;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections.Keys);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                var serving = Task.Run(() => ServeAsync(socket));
                connections[serving] = 0;
                _ = serving.ContinueWith(done => connections.TryRemove(done, out _), TaskScheduler.Default);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using var stream = await StreamOfAsync(socket);
            var buffer = new byte[16 * 1024];
            var filled = 0;
            while (true)
            {
                int end;
                while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(filled), stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    filled += read;
                }

                var request = Parse(Encoding.Latin1.GetString(buffer, 0, end));
                buffer.AsSpan(end + 4, filled - end - 4).CopyTo(buffer);
                filled -= end + 4;
                Begin(request);
                var said = new Said();
                bool isWhole;
                try
                {
                    isWhole = await ReplyAsync(stream, socket, handle(request), said);
                }
                finally
                {
                    End(said.At);
                }

                if (!isWhole)
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The other side went away, which is what many a test is about.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<Stream> StreamOfAsync(Socket socket)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (certificate is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return secure;
    }

    private void Begin(LoopbackRequest request)
    {
        if (keepsRequests)
        {
            requests.Enqueue(request);
        }

        lock (gate)
        {
            Count++;
            if (open == 0 && lastEnd != 0)
            {
                var pause = System.Diagnostics.Stopwatch.GetElapsedTime(lastEnd);
                ShortestPause = pause < ShortestPause ? pause : ShortestPause;
            }

            open++;
            MostAtOnce = Math.Max(MostAtOnce, open);
        }
    }

    /// <summary>A request ends when its last word is said: that the other side went away is noticed only some time later.</summary>
    private void End(long at)
    {
        lock (gate)
        {
            open--;
            lastEnd = at == 0 ? System.Diagnostics.Stopwatch.GetTimestamp() : at;
        }
    }

    private sealed class Said
    {
        public long At { get; private set; }

        public void Now() => At = System.Diagnostics.Stopwatch.GetTimestamp();
    }

    private async Task<bool> ReplyAsync(Stream stream, Socket socket, LoopbackReply reply, Said said)
    {
        if (reply.Fault == LoopbackFault.SlowHeader)
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Ty"u8.ToArray(), stop.Token);
            said.Now();
            await UntilGoneAsync(stream);
            return false;
        }

        var length = reply.Fault switch { LoopbackFault.ShortBody or LoopbackFault.SlowBody or LoopbackFault.Reset => reply.Body.Length + 1000, LoopbackFault.EndlessBody => -1, _ => reply.Body.Length };
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(HttpStatusCode)reply.Status}\r\n");
        if (length >= 0 && reply.Status != 304)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append("\r\n");
        var headBytes = Encoding.Latin1.GetBytes(head.ToString());
        var whole = ArrayPool<byte>.Shared.Rent(headBytes.Length + reply.Body.Length);
        headBytes.CopyTo(whole, 0);
        reply.Body.CopyTo(whole, headBytes.Length);
        said.Now();
        await stream.WriteAsync(whole.AsMemory(0, headBytes.Length + reply.Body.Length), stop.Token);
        ArrayPool<byte>.Shared.Return(whole);
        switch (reply.Fault)
        {
            case LoopbackFault.SlowBody:
                await UntilGoneAsync(stream);
                return false;
            case LoopbackFault.Reset:
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
                return false;
            case LoopbackFault.ShortBody:
                return false;
            case LoopbackFault.EndlessBody:
                var chunk = new byte[64 * 1024];
                chunk.AsSpan().Fill((byte)'x');
                while (true)
                {
                    said.Now();
                    await stream.WriteAsync(chunk, stop.Token);
                }

            default:
                return true;
        }
    }

    private async Task UntilGoneAsync(Stream stream)
    {
        var ignored = new byte[256];
        while (await stream.ReadAsync(ignored, stop.Token) > 0)
        {
            // Nothing more is said.
        }
    }

    private static LoopbackRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new LoopbackRequest(first[0], first[1], headers);
    }
}
