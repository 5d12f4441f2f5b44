using System.Text;
using System.Text.RegularExpressions;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>Brings names to the form in which the annotation guide's section 4 compares them: without case, width, quotation marks, hyphens, dots and generic tails.</summary>
internal static partial class NameNormalisation
{
    private const string Quotes = "\"'“”‘’「」『』《》〈〉`´";
    private const string Separators = "-‐‑–—·•・．._/,，、:：;；()（）[]【】&+";

    /// <summary>A model's name without spaces and generic tail.</summary>
    public static string Model(string name)
    {
        var folded = Fold(name);
        if (HasCjk(folded))
        {
            return StripRepeatedly(folded.Replace(" ", "", StringComparison.Ordinal), ChineseTail(), least: 2);
        }

        var stripped = StripRepeatedly(folded, EnglishTail(), least: 1);
        return (stripped.StartsWith("the ", StringComparison.Ordinal) ? stripped[4..] : stripped).Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>An institution's name without article and legal form.</summary>
    public static string Organisation(string name)
    {
        var folded = Fold(name);
        if (HasCjk(folded))
        {
            return folded.Replace(" ", "", StringComparison.Ordinal);
        }

        folded = folded.StartsWith("the ", StringComparison.Ordinal) ? folded[4..] : folded;
        return Blanks().Replace(LegalForm().Replace(folded, " ").Replace("centre", "center", StringComparison.Ordinal), " ").Trim();
    }

    public static bool HasCjk(string text) => text.AsSpan().ContainsAnyInRange('\u3400', '\u9fff');

    private static string StripRepeatedly(string text, Regex tail, int least)
    {
        for (var previous = ""; previous != text;)
        {
            previous = text;
            var stripped = tail.Replace(text, "").Trim();
            text = stripped.Length >= least ? stripped : text;
        }

        return text;
    }

    /// <summary>Lower case without quotation marks; hyphens, dots and brackets as blanks.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var narrow = Narrow(c);
            if (Quotes.Contains(narrow, StringComparison.Ordinal))
            {
                continue;
            }

            folded.Append(Separators.Contains(narrow, StringComparison.Ordinal) || char.IsWhiteSpace(narrow) ? ' ' : char.ToLowerInvariant(narrow));
        }

        return Blanks().Replace(folded.ToString(), " ").Trim();
    }

    /// <summary>Full-width forms to ASCII: the part of Unicode's compatibility folding that names in news need; the runtime's own needs ICU.</summary>
    private static char Narrow(char c) => c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c == '\u3000' ? ' ' : c;

    [GeneratedRegex(@"(?:\s|^)(?:(?:ai|medical|clinical|multimodal|multi modal|specialty|specialized|general|large|language|vision|foundation|generative|intelligent|deep learning|artificial intelligence|health|healthcare)\s+)*(?:large language models?|large models?|language models?|foundation models?|ai models?|models?|llms?|ai systems?|systems?|ai agents?|agents?|ai assistants?|ai tools?|tools?|ai platforms?|platforms?|applications?|algorithms?|software|ai)$")]
    private static partial Regex EnglishTail();

    [GeneratedRegex(@"(?:ai|人工智能|医疗|医学|垂直|垂类|专科|专病|多模态|临床|语言|通用|诊疗|智能|基础)*(?:大语言模型|大模型|模型|智能体|系统|平台|助手|应用|llm|agent|ai)$")]
    private static partial Regex ChineseTail();

    [GeneratedRegex(@"\b(?:co|ltd|inc|llc|corp|corporation|company|limited|plc|gmbh)\b")]
    private static partial Regex LegalForm();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
