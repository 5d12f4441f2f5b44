using System.Globalization;
using ExtractionPipeline.Extraction.Lexicons;

namespace ExtractionPipeline.Extraction.Confidence;

/// <summary>How often what a rule proposes is right, counted on annotated articles. Immutable.</summary>
internal sealed class RuleReliability
{
    private readonly Dictionary<string, double> shares;

    private RuleReliability(Dictionary<string, double> shares) => this.shares = shares;

    /// <summary>Loads the counts from <c>rule-reliability.txt</c>.</summary>
    public static RuleReliability Load()
    {
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (_, entry) in LexiconFile.Read("rule-reliability.txt"))
        {
            var columns = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var right = double.Parse(columns[1], CultureInfo.InvariantCulture);
            var all = double.Parse(columns[2], CultureInfo.InvariantCulture);

            // Laplace's rule of succession: few trials never make a rule certain.
            shares[columns[0]] = (right + 1) / (all + 2);
        }

        return new RuleReliability(shares);
    }

    /// <summary>Share in 0..1 of the rule's proposals that were right; one half for a rule never counted.</summary>
    public double Of(string rule) => shares.GetValueOrDefault(rule, 0.5);
}
