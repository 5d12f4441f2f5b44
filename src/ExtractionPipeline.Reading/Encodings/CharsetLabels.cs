using System.Text;

namespace ExtractionPipeline.Reading.Encodings;

/// <summary>Encodings by the labels that pages and servers use, widened as browsers do (WHATWG Encoding Standard): Latin-1 is read as windows-1252, GB2312 as GB18030.</summary>
internal static class CharsetLabels
{
    public const int Iso2022Japanese = 50220;

    private const int LongestLabel = 40;

    /// <summary>The encoding with the label; null when the label is null or means nothing.</summary>
    public static Encoding? Find(string? label)
    {
        var name = label?.Trim(' ', '\t', '"', '\'', ';').ToLowerInvariant();
        if (name is null or "" || name.Length > LongestLabel)
        {
            return null;
        }

        return name switch
        {
            "utf-8" or "utf8" or "unicode-1-1-utf-8" => Encoding.UTF8,
            "utf-16" or "utf-16le" or "unicode" or "ucs-2" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "l1" or "ascii" or "us-ascii" or "cp1252" or "x-cp1252" => CodePage("windows-1252"),
            "gb2312" or "gbk" or "gb_2312-80" or "x-gbk" or "cp936" or "gb-18030" or "hz-gb-2312" or "euc-cn" => CodePage("gb18030"),
            "shift-jis" or "sjis" or "x-sjis" or "ms_kanji" or "windows-31j" or "cp932" => CodePage("shift_jis"),
            "euc-kr" or "ks_c_5601-1987" or "ksc5601" or "korean" or "cp949" or "uhc" => CodePage("ks_c_5601-1987"),
            "big5-hkscs" or "x-x-big5" or "cn-big5" or "cp950" => CodePage("big5"),
            _ => CodePage(name) ?? Encoding.GetEncodings().FirstOrDefault(e => e.Name == name)?.GetEncoding(),
        };
    }

    private static Encoding? CodePage(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name);
}
