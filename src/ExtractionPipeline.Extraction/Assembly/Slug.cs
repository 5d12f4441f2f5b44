using System.Text;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>Identifiers that can be read.</summary>
internal static class Slug
{
    /// <summary>Lower-case letters and digits joined by hyphens; other scripts as they are.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && c is not ('\'' or '’'))
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }
}
