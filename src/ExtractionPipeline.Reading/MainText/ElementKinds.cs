namespace ExtractionPipeline.Reading.MainText;

/// <summary>What an element's tag means for the text.</summary>
internal enum ElementKind
{
    Inline,
    Block,
    Paragraph,
    Heading,
    ListItem,
    List,
    Table,
    Row,
    Cell,
    Quotation,
    Caption,
    LineBreak,
    Link,

    /// <summary>An element that never holds text of the article: scripts, forms, navigation.</summary>
    Dropped,
}

/// <summary>Tells element kinds by tag name.</summary>
internal static class ElementKinds
{
    public static ElementKind Of(string tag) => tag switch
    {
        "p" or "pre" or "dd" or "dt" or "address" => ElementKind.Paragraph,
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => ElementKind.Heading,
        "li" => ElementKind.ListItem,
        "ul" or "ol" or "dl" => ElementKind.List,
        "table" => ElementKind.Table,
        "tr" => ElementKind.Row,
        "td" or "th" => ElementKind.Cell,
        "blockquote" => ElementKind.Quotation,
        "figcaption" or "caption" => ElementKind.Caption,
        "br" => ElementKind.LineBreak,
        "a" => ElementKind.Link,
        "div" or "section" or "article" or "main" or "body" or "html" or "header" or "figure" or "center" or "tbody" or "thead" or "tfoot"
            or "details" or "summary" or "fieldset" or "form" or "amp-body" or "hgroup" or "picture" or "hr" => ElementKind.Block,
        "script" or "style" or "noscript" or "template" or "svg" or "math" or "iframe" or "object" or "embed" or "button" or "select" or "input"
            or "textarea" or "nav" or "aside" or "footer" or "head" or "canvas" or "video" or "audio" or "map" or "dialog" or "menu" or "label"
            or "img" or "link" or "meta" or "frameset" or "datalist" or "progress" or "meter" => ElementKind.Dropped,
        _ => ElementKind.Inline,
    };

    /// <summary>Whether text behind the element begins a new line.</summary>
    public static bool BreaksLine(ElementKind kind) => kind is not (ElementKind.Inline or ElementKind.Link or ElementKind.LineBreak or ElementKind.Dropped);
}
