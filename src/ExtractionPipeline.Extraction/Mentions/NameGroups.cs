using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Gathers the mentions of each spelling of a name.</summary>
internal static class NameGroups
{
    /// <summary>The groups in the order of their first mentions; words of the trade without a name ("Large Language") make none.</summary>
    public static List<NameGroup> Of(AnalyzedText text, IReadOnlyList<ModelNameMention> mentions)
    {
        var resolver = new ModelNameResolver(text);
        var groups = new List<NameGroup>();
        foreach (var group in mentions.GroupBy(m => resolver.Key(m.Core)))
        {
            var members = group.ToList();
            if (group.Key.Length > 0 && !resolver.IsCommon(members))
            {
                groups.Add(new NameGroup(groups.Count, group.Key, members));
            }
        }

        return groups;
    }
}
