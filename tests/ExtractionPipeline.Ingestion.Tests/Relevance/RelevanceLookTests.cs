using ExtractionPipeline.Ingestion.Relevance;

namespace ExtractionPipeline.Ingestion.Tests.Relevance;

public sealed class RelevanceLookTests
{
    private readonly RelevanceLook look = new();

    [Fact]
    public void At_most_one_in_a_hundred_articles_with_records_is_lost()
    {
        var relevant = Articles.Corpus.Where(a => a.Records > 0).ToList();
        var lost = relevant.Where(a => look.OffTopic(a.Article.Text) is not null).Select(a => a.Name).ToList();
        Assert.True(lost.Count <= relevant.Count / 100, string.Join(' ', lost));
    }

    [Fact]
    public void Real_news_about_other_things_is_mostly_spared()
    {
        var all = Articles.Real().ToList();
        var spared = all.Count(a => look.OffTopic(a.Article.Text) is not null);
        Assert.InRange(spared, all.Count * 3 / 10, all.Count);
    }

    [Theory]
    [InlineData("The hospital said its AI-powered reader of patients' scans works.", null)]
    [InlineData("瑞金医院发布病理大模型，帮助医生诊断患者。", null)]
    [InlineData("The striker scored twice and the coach said the team was ready for the cup.", "off topic: hardly a word of medicine")]
    [InlineData("The hospital opened a new wing for patients, said the mayor.", "off topic: no word of artificial intelligence")]
    [InlineData("", "off topic: hardly a word of medicine")]
    public void The_reason_is_told(string text, string? reason) => Assert.Equal(reason, look.OffTopic(text));
}
