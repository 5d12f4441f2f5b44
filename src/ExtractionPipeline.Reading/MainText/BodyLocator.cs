namespace ExtractionPipeline.Reading.MainText;

/// <summary>
/// Finds the elements that hold the article. Every piece of sentence-like text counts for the elements around it, the
/// less the farther out they are; the element with the greatest sum is the article, together with neighbours of its
/// kind. One pass from the last element to the first.
/// </summary>
internal static class BodyLocator
{
    private const int SentenceLength = 60;
    private const int LoneParagraph = 80;
    private const double BodyBonus = 1.3;
    private const double MostLinks = 0.3;
    private const double MainShare = 0.4;
    private const double MainShareBesideBody = 0.8;
    private const int OpeningLength = 1200;
    private const double OpeningBonus = 1.5;
    private const double AboveTitle = 0.25;
    private const int MostLevels = 8;
    private const int WrapperText = 40;
    private const int BodyLength = 100;

    /// <summary>How much a paragraph counts for its parent, its grandparent and so on.</summary>
    private static readonly double[] Reach = [1, 0.6, 0.36, 0.2, 0.1];

    /// <summary>Indices of the article's elements in document order, none within another; empty when the page has no sentence-like text at all.</summary>
    /// <param name="map">The page.</param>
    /// <param name="heading">Index of the element that holds the article's title; -1 when the page shows none.</param>
    public static List<int> Find(PageMap map, int heading)
    {
        Sum(map);
        MarkDropped(map);
        Score(map, heading);
        var best = Best(map);
        return best < 0 ? [] : WithNeighbours(map, best);
    }

    /// <summary>Sums text, links and prose of every subtree.</summary>
    private static void Sum(PageMap map)
    {
        for (var i = map.Count - 1; i >= 0; i--)
        {
            ref var entry = ref map[i];
            entry.Text += entry.OwnText;
            entry.Links += entry.OwnLinks;
            entry.Prose += ProseOf(entry);
            if (entry.Parent >= 0)
            {
                ref var parent = ref map[entry.Parent];
                parent.Text += entry.Text;
                parent.Links += entry.Links;
                parent.Prose += entry.Prose;
            }
        }
    }

    /// <summary>Blocks named as boilerplate are out, unless a good part of the page's prose stands in them.</summary>
    private static void MarkDropped(PageMap map)
    {
        var share = HasNamedBody(map) ? MainShareBesideBody : MainShare;
        for (var i = 1; i < map.Count; i++)
        {
            ref var entry = ref map[i];
            if ((entry.Hints & (ElementHint.Boilerplate | ElementHint.Body)) == ElementHint.Boilerplate && entry.Prose < share * map[0].Prose)
            {
                for (var j = i; j < entry.End; j++)
                {
                    map[j].IsDropped = true;
                }

                i = entry.End - 1;
            }
        }
    }

    private static bool HasNamedBody(PageMap map)
    {
        for (var i = 0; i < map.Count; i++)
        {
            if ((map[i].Hints & (ElementHint.Boilerplate | ElementHint.Body)) == ElementHint.Body && map[i].Prose >= BodyLength)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first prose below the title counts for more than what comes later, and what stands above it for little.</summary>
    private static void Score(PageMap map, int heading)
    {
        var opening = heading < 0 ? 0 : OpeningLength;
        var hasTeasers = CountArticles(map) > 2;
        for (var i = 0; i < map.Count; i++)
        {
            ref var entry = ref map[i];
            double prose = entry.IsDropped ? 0 : ProseOf(entry);
            if (prose == 0)
            {
                continue;
            }

            if (i < heading)
            {
                prose *= AboveTitle;
            }
            else
            {
                var early = Math.Min(opening, prose);
                opening -= (int)early;
                prose += early * OpeningBonus;
            }

            // Text that stands in a container without a paragraph of its own counts for the container itself.
            var holder = entry.Kind is ElementKind.Block or ElementKind.Cell ? i : entry.Parent;
            for (var level = 0; level < Reach.Length && holder >= 0;)
            {
                map[holder].Value += prose * Reach[level];
                var parent = map[holder].Parent;

                // A wrapper around a single part is no step outwards.
                level += parent >= 0 && map[parent].Text > map[holder].Text + WrapperText ? 1 : 0;

                // Of several article elements each is a story of its own, and their list is none.
                level += hasTeasers && map[holder].Element.LocalName == "article" ? 2 : 0;
                holder = parent;
            }
        }
    }

    private static int CountArticles(PageMap map)
    {
        var count = 0;
        for (var i = 0; i < map.Count; i++)
        {
            count += map[i].Element.LocalName == "article" ? 1 : 0;
        }

        return count;
    }

    private static int ProseOf(in MapEntry entry)
    {
        var plain = entry.OwnText - entry.OwnLinks;
        if (entry.Kind == ElementKind.Cell && entry.OwnText < SentenceLength)
        {
            return entry.OwnLinks == 0 ? plain / 3 : 0;
        }

        var isProse = plain >= SentenceLength && entry.OwnMarks > 0 && entry.OwnLinks < 0.5 * entry.OwnText
            && entry.Kind is not (ElementKind.Caption or ElementKind.Heading);
        return isProse ? plain : 0;
    }

    private static int Best(PageMap map)
    {
        var best = -1;
        var worth = 0.0;
        for (var i = 0; i < map.Count; i++)
        {
            ref var entry = ref map[i];
            if (entry.IsDropped || !MayHoldArticle(entry.Kind))
            {
                continue;
            }

            var linkShare = entry.Text > 0 ? (double)entry.Links / entry.Text : 0;
            entry.Value *= (1 - linkShare) * ((entry.Hints & ElementHint.Body) != 0 ? BodyBonus : 1);
            if (entry.Value > worth)
            {
                (best, worth) = (i, entry.Value);
            }
        }

        return best;
    }

    private static bool MayHoldArticle(ElementKind kind) =>
        kind is ElementKind.Block or ElementKind.Cell or ElementKind.Quotation or ElementKind.List or ElementKind.Table or ElementKind.Paragraph;

    /// <summary>
    /// An article may be parted into several elements side by side. Climbs while what stands beside is of the same
    /// make and adds a good deal of prose; at each level the fitting neighbours are taken in.
    /// </summary>
    private static List<int> WithNeighbours(PageMap map, int best)
    {
        List<int> parts = [best];
        var inner = best;
        for (var level = 0; level < MostLevels && map[inner].Parent >= 0; level++)
        {
            var parent = map[inner].Parent;
            var beside = Children(map, parent).Where(c => c != inner && IsLike(map, c, inner, isNear: level < 2)).ToList();
            if (beside.Count > 0)
            {
                parts.AddRange(beside);
            }

            inner = parent;
        }

        parts.Sort();
        return parts;
    }

    private static IEnumerable<int> Children(PageMap map, int parent)
    {
        for (var i = parent + 1; i < map[parent].End; i = map[i].End)
        {
            yield return i;
        }
    }

    private static bool IsLike(PageMap map, int candidate, int part, bool isNear)
    {
        ref var entry = ref map[candidate];
        if (entry.IsDropped || entry.Text == 0)
        {
            return false;
        }

        var linkShare = (double)entry.Links / entry.Text;
        if (entry.Kind is ElementKind.Paragraph or ElementKind.Quotation)
        {
            return isNear && linkShare < MostLinks && entry.OwnText > LoneParagraph && entry.OwnMarks > 0;
        }

        if (linkShare >= MostLinks || entry.Prose == 0 || entry.Element.LocalName is "article")
        {
            return false;
        }

        var sameMake = entry.Element.LocalName == map[part].Element.LocalName && entry.Element.ClassName is { Length: > 0 } name && name == map[part].Element.ClassName;
        return sameMake || (isNear && ((entry.Hints & ElementHint.Body) != 0 || entry.Value >= 0.25 * map[part].Value));
    }
}
