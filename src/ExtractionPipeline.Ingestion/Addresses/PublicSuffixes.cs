using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace ExtractionPipeline.Ingestion.Addresses;

/// <summary>
/// Registrable domains by the rules of the Public Suffix List (publicsuffix.org, MPL 2.0), whose file lies beside this class:
/// the longest matching rule holds, an exception beats a wildcard, and a name without a rule has its last label as suffix.
/// Immutable; a look-up costs one dictionary access a label.
/// </summary>
public sealed class PublicSuffixes
{
    private const string File = "public_suffix_list.dat";

    private static readonly IdnMapping Idn = new();

    private readonly FrozenDictionary<string, RuleKind> rules;

    private PublicSuffixes(FrozenDictionary<string, RuleKind> rules) => this.rules = rules;

    private enum RuleKind
    {
        Plain,
        Wildcard,
        PlainAndWildcard,
        Exception,
    }

    /// <summary>The rules that the program carries.</summary>
    public static PublicSuffixes Load() => Parse(EmbeddedLists.Lines(File));

    /// <summary>Rules as the list's file writes them, one a line.</summary>
    internal static PublicSuffixes Parse(IEnumerable<string> lines)
    {
        var rules = new Dictionary<string, RuleKind>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var rule = line.Split([' ', '\t'], 2)[0];
            if (rule.Length == 0 || rule.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            var kind = rule[0] == '!' ? RuleKind.Exception : rule.StartsWith("*.", StringComparison.Ordinal) ? RuleKind.Wildcard : RuleKind.Plain;
            var name = Ascii(kind switch { RuleKind.Exception => rule[1..], RuleKind.Wildcard => rule[2..], _ => rule });
            rules[name] = rules.TryGetValue(name, out var other) && other != kind && kind != RuleKind.Exception && other != RuleKind.Exception ? RuleKind.PlainAndWildcard : kind;
        }

        return new PublicSuffixes(rules.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The domain that its owner registered ("news.bbc.co.uk" gives "bbc.co.uk"); an IP address or a bare suffix gives itself.</summary>
    /// <param name="host">A host name, in any case, with or without a dot at its end.</param>
    public string RegistrableDomain(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = Ascii(host.TrimEnd('.').ToLowerInvariant());
        if (IPAddress.TryParse(name.Trim('[', ']'), out _))
        {
            return name;
        }

        var labels = name.Split('.');
        var suffix = SuffixLength(labels);
        return labels.Length > suffix ? string.Join('.', labels[^(suffix + 1)..]) : name;
    }

    private int SuffixLength(string[] labels)
    {
        for (var start = 0; start < labels.Length; start++)
        {
            var candidate = string.Join('.', labels[start..]);
            if (rules.TryGetValue(candidate, out var kind))
            {
                var length = labels.Length - start;
                return kind switch
                {
                    RuleKind.Exception => length - 1,
                    RuleKind.Wildcard or RuleKind.PlainAndWildcard when start > 0 => length + 1,
                    RuleKind.Wildcard => Math.Max(1, length),
                    _ => length,
                };
            }
        }

        return 1;
    }

    private static string Ascii(string name)
    {
        try
        {
            return name.All(char.IsAscii) ? name : Idn.GetAscii(name);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
