using System.Globalization;
using ExtractionPipeline.Extraction.Explanation;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>What moved the probability of each value of a record most, in words.</summary>
internal sealed class ExplanationLines(IAnsiConsole console)
{
    public void Write(IReadOnlyList<ValueExplanation> values)
    {
        foreach (var value in values)
        {
            console.WriteLine();
            console.MarkupLine($"why {value.Field} [bold]{SafeText.Markup(value.Value)}[/]  {value.Probability.ToString("0.00", CultureInfo.InvariantCulture)} by itself");
            foreach (var reason in value.Reasons)
            {
                console.MarkupLine($"  {reason.Effect.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)}  {SafeText.Markup(reason.What)}");
            }
        }
    }
}
