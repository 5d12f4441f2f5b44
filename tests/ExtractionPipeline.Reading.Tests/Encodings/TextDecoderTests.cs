using System.Text;

namespace ExtractionPipeline.Reading.Tests.Encodings;

public sealed class TextDecoderTests
{
    private const string Chinese = "北京天坛医院发布了神经系统疾病大模型，该模型由医院与企业联合研发，已经在门诊投入使用，医生们表示欢迎。";
    private const string Taiwanese = "臺北榮民總醫院發表了新的人工智慧模型，該模型由醫院與企業共同研發，已經在門診投入使用，醫師們表示歡迎。";
    private const string Japanese = "東京の病院が新しい人工知能モデルを発表しました。このモデルは病院と企業が共同で開発したもので、外来で使われています。";
    private const string Korean = "서울의 병원이 새로운 인공지능 모델을 발표했습니다. 이 모델은 병원과 기업이 공동으로 개발했으며 외래에서 사용됩니다.";
    private const string Western = "The café “Déjà vu” – naïve but élégant – was, for the señor’s façade, a very good place to sit and to read in peace.";

    public TextDecoderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", Chinese }, { "gb18030", Chinese }, { "gbk", Chinese }, { "gb2312", Chinese }, { "big5", Taiwanese }, { "shift_jis", Japanese },
        { "euc-jp", Japanese }, { "euc-kr", Korean }, { "windows-1252", Western },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_a_charset_declared_in_the_page_is_used(string charset, string text) =>
        Assert.Contains(text, Read(Encoding.GetEncoding(charset).GetBytes(Page(text, charset)), null), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_a_charset_declared_by_the_header_is_used(string charset, string text) =>
        Assert.Contains(text, Read(Encoding.GetEncoding(charset).GetBytes(Page(text, null)), charset), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_a_page_wrongly_declared_as_utf8_is_told_by_its_bytes(string charset, string text) =>
        Assert.Contains(text, Read(Encoding.GetEncoding(charset).GetBytes(Page(string.Join("</p><p>", Enumerable.Repeat(text, 4)), "utf-8")), "utf-8"), StringComparison.Ordinal);

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("shift_jis")]
    [InlineData("no-such-charset")]
    public void Read_valid_utf8_wins_over_a_wrong_declaration(string declared) =>
        Assert.Contains(Chinese, Read(Encoding.UTF8.GetBytes(Page(Chinese, declared)), declared), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Read_a_byte_order_mark_wins_over_all_declarations(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes(Page(Chinese, "big5"))];
        Assert.Contains(Chinese, Read(content, "shift_jis"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_latin1_is_read_as_browsers_do() =>
        Assert.Contains("“Déjà vu”", Read(Encoding.GetEncoding("windows-1252").GetBytes(Page(Western, "iso-8859-1")), "ISO-8859-1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8", Chinese)]
    [InlineData("gb18030", Chinese)]
    [InlineData("shift_jis", Japanese)]
    public void Read_a_page_cut_within_a_character_keeps_the_rest(string charset, string text)
    {
        var content = Encoding.GetEncoding(charset).GetBytes($"<html><head><meta charset={charset}></head><body><p>{text}</p><p>{text}");
        Assert.Contains(text, Read(content[..^1], null), StringComparison.Ordinal);
    }

    private static string Page(string text, string? charset) =>
        $"<html><head>{(charset is null ? "" : $"<meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\">")}<title>x</title></head><body><div><p>{text}</p><p>{text}</p></div></body></html>";

    private static string Read(byte[] content, string? declared)
    {
        var result = Pages.Read(content, declared);
        Assert.True(result.Succeeded, result.Failure?.Message);
        return result.Article.Text;
    }
}
