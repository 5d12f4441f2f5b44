using System.Globalization;
using System.Text;

namespace ExtractionPipeline.Ingestion.Robots;

/// <summary>
/// The rules of a robots.txt for one crawler, by RFC 9309: all groups that name the crawler are one, else the groups for
/// <c>*</c>; the longest matching path holds and <c>Allow</c> wins a tie; <c>*</c> and <c>$</c> have their meaning; lines that are
/// no rule are passed over. Immutable.
/// </summary>
public sealed class RobotsRules
{
    /// <summary>Bytes of a robots.txt that are read (RFC 9309, section 2.5); what lies beyond is not looked at.</summary>
    public const int MostBytes = 500 * 1024;

    private readonly IReadOnlyList<Rule> rules;

    private RobotsRules(IReadOnlyList<Rule> rules, TimeSpan? crawlDelay, IReadOnlyList<string> sitemaps, bool isReachable)
    {
        this.rules = rules;
        CrawlDelay = crawlDelay;
        Sitemaps = sitemaps;
        IsReachable = isReachable;
    }

    private sealed record Rule(bool Allows, string Path);

    /// <summary>Rules for a host without a robots.txt: everything is allowed.</summary>
    public static RobotsRules AllowAll { get; } = new([], null, [], isReachable: true);

    /// <summary>Rules for a host whose robots.txt cannot be had: nothing is allowed for now.</summary>
    /// <param name="networkFault">Whether no machine answered at all.</param>
    public static RobotsRules OutOfReach(bool networkFault) => new([new Rule(false, "/")], null, [], isReachable: false) { NetworkFault = networkFault };

    /// <summary>Whether the file could not be had because no machine answered at all.</summary>
    public bool NetworkFault { get; private init; }

    /// <summary>The pause between two requests that the host asks for, at most an hour; null when it does not say.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <summary>The sitemaps that the file names, as written.</summary>
    public IReadOnlyList<string> Sitemaps { get; }

    /// <summary>False when the host's robots.txt could not be had.</summary>
    public bool IsReachable { get; }

    /// <summary>Reads a robots.txt.</summary>
    /// <param name="content">Its bytes; read as UTF-8.</param>
    /// <param name="product">The crawler's product token ("extraction-pipeline"), compared without case.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> content, string product)
    {
        var text = Encoding.UTF8.GetString(content[..Math.Min(content.Length, MostBytes)]).TrimStart('\ufeff');
        var own = new Group();
        var any = new Group();
        var sitemaps = new List<string>();
        var current = new HashSet<Group>();
        var isNaming = false;
        foreach (var line in text.Split(['\n', '\r']))
        {
            if (Split(line) is not { } field)
            {
                continue;
            }

            switch (field.Name)
            {
                case "user-agent" or "useragent" or "user agent":
                    if (!isNaming)
                    {
                        current.Clear();
                    }

                    isNaming = true;
                    AddGroup(field.Value, product, own, any, current);
                    break;
                case "allow" or "disallow":
                    isNaming = false;
                    AddRule(field, current);
                    break;
                case "crawl-delay":
                    isNaming = false;
                    AddDelay(field.Value, current);
                    break;
                case "sitemap":
                    sitemaps.Add(field.Value);
                    break;
            }
        }

        var group = own.IsNamed ? own : any;
        return new RobotsRules(group.Rules, group.Delay, sitemaps, isReachable: true);
    }

    /// <summary>Whether the crawler may ask for the address. robots.txt itself always may be asked for.</summary>
    /// <param name="pathAndQuery">Beginning with "/", percent-encoded as in a request.</param>
    public bool Allows(string pathAndQuery)
    {
        ArgumentNullException.ThrowIfNull(pathAndQuery);
        if (pathAndQuery == "/robots.txt")
        {
            return true;
        }

        var path = Normalise(pathAndQuery);
        Rule? best = null;
        foreach (var rule in rules)
        {
            if ((best is null || rule.Path.Length > best.Path.Length || (rule.Path.Length == best.Path.Length && rule.Allows)) && Matches(rule.Path, path))
            {
                best = rule;
            }
        }

        return best?.Allows ?? true;
    }

    private sealed class Group
    {
        public List<Rule> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }

        public bool IsNamed { get; set; }
    }

    private static (string Name, string Value)? Split(string line)
    {
        var hash = line.IndexOf('#', StringComparison.Ordinal);
        line = hash >= 0 ? line[..hash] : line;
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
    }

    private static void AddGroup(string agent, string product, Group own, Group any, HashSet<Group> current)
    {
        if (agent == "*")
        {
            current.Add(any);
            return;
        }

        // "Product/1.0" names the product; only the token counts.
        var end = 0;
        while (end < agent.Length && (char.IsAsciiLetterOrDigit(agent[end]) || agent[end] is '-' or '_'))
        {
            end++;
        }

        if (end > 0 && agent.AsSpan(0, end).Equals(product, StringComparison.OrdinalIgnoreCase))
        {
            own.IsNamed = true;
            current.Add(own);
        }
    }

    private static void AddRule((string Name, string Value) field, HashSet<Group> current)
    {
        // An empty path is no rule at all.
        if (field.Value.Length == 0 || field.Value[0] is not ('/' or '*'))
        {
            return;
        }

        foreach (var group in current)
        {
            group.Rules.Add(new Rule(field.Name == "allow", Normalise(field.Value)));
        }
    }

    private static void AddDelay(string value, HashSet<Group> current)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 1e6)
        {
            foreach (var group in current)
            {
                group.Delay = TimeSpan.FromSeconds(Math.Min(seconds, 3600));
            }
        }
    }

    /// <summary>Percent-encoding in one form: unreserved characters bare, everything else encoded in upper case.</summary>
    private static string Normalise(string path)
    {
        var output = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                var character = (char)code;
                output.Append(char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' ? character.ToString() : path[i..(i + 3)].ToUpperInvariant());
                i += 2;
            }
            else if (path[i] > 127)
            {
                var length = char.IsHighSurrogate(path[i]) && i + 1 < path.Length ? 2 : 1;
                output.Append(Uri.EscapeDataString(path.AsSpan(i, length)));
                i += length - 1;
            }
            else
            {
                output.Append(path[i]);
            }
        }

        return output.ToString();
    }

    /// <summary>Matches with backtracking to the last star only: time at most proportional to the product of the lengths.</summary>
    private static bool Matches(string pattern, string path)
    {
        var isAnchored = pattern.EndsWith('$');
        var end = isAnchored ? pattern.Length - 1 : pattern.Length;
        int p = 0, s = 0, star = -1, mark = 0;
        while (true)
        {
            if (p == end && (!isAnchored || s == path.Length))
            {
                return true;
            }

            if (p < end && pattern[p] == '*')
            {
                star = p++;
                mark = s;
            }
            else if (p < end && s < path.Length && pattern[p] == path[s])
            {
                p++;
                s++;
            }
            else if (star >= 0 && mark < path.Length)
            {
                p = star + 1;
                s = ++mark;
            }
            else
            {
                return false;
            }
        }
    }
}
