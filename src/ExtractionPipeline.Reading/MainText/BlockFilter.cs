using System.Text.RegularExpressions;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Reading.Metadata;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>Takes out blocks that stand in the article's element and are none of its text: lists of links, repeated titles, stray labels.</summary>
internal sealed partial class BlockFilter(PhraseList phrases)
{
    private const double LinkedShare = 0.6;
    private const int ShortText = 120;
    private const int ProseLength = 80;
    private const int RepeatedLength = 100;
    private const double LeastKept = 0.4;

    public List<DraftBlock> Filter(List<DraftBlock> blocks, PageMetadata page, PageMap map)
    {
        var kept = blocks.Where(b => !IsLinks(b) && !IsTitle(b, page) && !(b.Kind != ArticleBlockKind.TableRow && phrases.IsSiteLine(b.Text))).ToList();
        kept = DropLinkLists(kept);
        kept = DropRepeated(kept);
        kept = CutOff(kept, map);
        return [.. TrimEnds(kept, map).Select(Typed)];
    }

    /// <summary>A paragraph that is a picture's caption by its words: "Figure 3: …", "图1.png".</summary>
    private static DraftBlock Typed(DraftBlock block) =>
        block.Kind == ArticleBlockKind.Paragraph && CaptionLine().IsMatch(block.Text) ? block with { Kind = ArticleBlockKind.Caption } : block;

    [GeneratedRegex(@"^(?:(?:Figure|Fig\.|Table|Photo|图|圖|図)\s*\d+\s*[:.：|]|Photo(?:s)?(?: by| courtesy|:)|图\d+|[▲△■▼]\s|.{0,80}\.(?:png|jpe?g|gif|webp)$)", RegexOptions.IgnoreCase)]
    private static partial Regex CaptionLine();

    private static bool IsLinks(DraftBlock block) =>
        block.LinkLength > LinkedShare * block.Length && (block.Length < ShortText || block.Kind is ArticleBlockKind.ListItem) && block.Kind != ArticleBlockKind.TableRow;

    private static bool IsTitle(DraftBlock block, PageMetadata page) =>
        (page.Title is { } title && block.Text.Equals(title, StringComparison.OrdinalIgnoreCase))
        || (page.Heading is { } heading && block.Text.Equals(heading, StringComparison.OrdinalIgnoreCase));

    /// <summary>A list of which most items are links is navigation, the unlinked ones too.</summary>
    private static List<DraftBlock> DropLinkLists(List<DraftBlock> blocks)
    {
        var linked = blocks.Where(b => b.Kind == ArticleBlockKind.ListItem && b.Container > 0).GroupBy(b => b.Container)
            .Where(list => list.Sum(b => b.LinkLength) > 0.5 * list.Sum(b => b.Length)).Select(list => list.Key).ToHashSet();
        return linked.Count == 0 ? blocks : blocks.Where(b => b.Kind != ArticleBlockKind.ListItem || !linked.Contains(b.Container)).ToList();
    }

    /// <summary>The captions of a gallery stand on the page again for every size of it.</summary>
    private static List<DraftBlock> DropRepeated(List<DraftBlock> blocks)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return blocks.Where(b => b.Kind == ArticleBlockKind.TableRow || b.Text.Length < RepeatedLength || seen.Add(b.Text)).ToList();
    }

    /// <summary>
    /// Leaves out what follows a line such as "Related articles", up to where the article's own paragraphs go on:
    /// those that stand in the same elements as the ones before.
    /// </summary>
    private List<DraftBlock> CutOff(List<DraftBlock> blocks, PageMap map)
    {
        var kept = new List<DraftBlock>(blocks.Count);
        var homes = new HashSet<int>();
        var isCut = false;
        foreach (var block in blocks)
        {
            var isHeader = kept.Count > 0 && block.Kind != ArticleBlockKind.TableRow && phrases.IsCutoff(block.Text);
            isCut = isHeader || (isCut && !(IsProse(block) && block.LinkLength < 0.3 * block.Length && Homes(map, block).Any(homes.Contains)));
            if (isCut)
            {
                continue;
            }

            kept.Add(block);
            if (IsProse(block))
            {
                homes.UnionWith(Homes(map, block));
            }
        }

        return kept.Sum(b => b.Length) >= LeastKept * blocks.Sum(b => b.Length) ? kept : blocks;
    }

    /// <summary>The elements around a paragraph, two levels out.</summary>
    private static IEnumerable<int> Homes(PageMap map, DraftBlock block)
    {
        var parent = map[block.Entry].Parent;
        if (parent > 0)
        {
            yield return parent;
            if (map[parent].Parent > 0)
            {
                yield return map[parent].Parent;
            }
        }
    }

    /// <summary>Before the first and behind the last paragraph, scraps (a date, an address, a label) are not the article's text.</summary>
    private static List<DraftBlock> TrimEnds(List<DraftBlock> blocks, PageMap map)
    {
        var first = blocks.FindIndex(IsProse);
        var last = blocks.FindLastIndex(IsProse);
        if (first < 0)
        {
            return blocks;
        }

        var start = first;
        while (start > 0 && !IsScrap(blocks[start - 1]))
        {
            start--;
        }

        var end = last + 1;
        while (end < blocks.Count && (!IsScrap(blocks[end]) || IsSameRun(map, blocks[last], blocks[end])) && !(blocks[end].Kind == ArticleBlockKind.Heading && end + 1 == blocks.Count))
        {
            end++;
        }

        return blocks[start..end].Where((b, i) => i + start >= first || !DateReader.IsDateLine(b.Text)).ToList();
    }

    /// <summary>Short lines beside the last paragraph go on with it: dates of a tour, names of a list.</summary>
    private static bool IsSameRun(PageMap map, DraftBlock prose, DraftBlock line) =>
        line.Kind == prose.Kind && line.LinkLength == 0 && (line.Entry == prose.Entry || map[line.Entry].Parent == map[prose.Entry].Parent);

    private static bool IsProse(DraftBlock block) => block.Kind is ArticleBlockKind.Paragraph or ArticleBlockKind.Quotation or ArticleBlockKind.ListItem && TextCleaning.Width(block.Text) >= ProseLength;

    private static bool IsScrap(DraftBlock block) => block.Kind switch
    {
        ArticleBlockKind.TableRow or ArticleBlockKind.ListItem => false,
        ArticleBlockKind.Heading => false,
        ArticleBlockKind.Caption => true,
        _ => TextCleaning.Width(block.Text) < ProseLength && !EndsSentence(block.Text),
    };

    private static bool EndsSentence(string text)
    {
        var end = text.AsSpan().TrimEnd("\"'”’)」』 ");
        return end.Length > 0 && end[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or ':' or ';';
    }
}
