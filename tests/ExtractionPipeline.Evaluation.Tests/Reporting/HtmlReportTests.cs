using System.Text.Json;
using System.Xml.Linq;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Reporting;
using ExtractionPipeline.Evaluation.Reporting.Html;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Reporting;

public sealed class HtmlReportTests
{
    private const string Text = "A title\nAlder Hospital made Alder <script>alert(1)</script> & \u0001more.";

    [Fact]
    public void Render_text_from_pages_is_encoded()
    {
        var html = HtmlReport.Render(Report());
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_the_page_needs_nothing_besides_itself()
    {
        var html = HtmlReport.Render(Report());
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html.Replace("url(#", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("fetch(", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_every_link_within_the_page_leads_somewhere_and_every_id_is_given_once()
    {
        var html = HtmlReport.Render(Report());
        var body = XElement.Parse(html[html.IndexOf("<body>", StringComparison.Ordinal)..html.LastIndexOf("<script>", StringComparison.Ordinal)] + "</body>");
        var ids = body.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(body.Descendants().Where(e => e.Name.LocalName == "a").Attributes("href"), href => Assert.Contains(href.Value[1..], ids));
        Assert.Equal(2, body.Descendants().Count(e => e.Name.LocalName == "svg"));
    }

    [Fact]
    public void Render_gold_and_system_values_are_marked_in_the_text()
    {
        var html = HtmlReport.Render(Report());
        Assert.Contains("<mark class=\"hospitals\" title=\"hospitals: Alder Hospital\">Alder Hospital</mark>", html, StringComparison.Ordinal);
        Assert.Contains("<mark class=\"partners wrong\" title=\"partners: more (false alarm)\">more</mark>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Serialize_figures_without_value_are_null()
    {
        using var json = JsonDocument.Parse(ReportJson.Serialize(Report()));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("silentNegatives").ValueKind);
        Assert.Equal(0.8, json.RootElement.GetProperty("slots").GetProperty("f1").GetProperty("estimate").GetDouble(), 6);
        Assert.Equal("spurious", json.RootElement.GetProperty("errors")[0].GetProperty("class").GetString());
    }

    private static EvaluationReport Report()
    {
        var gold = Article("x", Annotated("Alder", hospitals: ["Alder Hospital"]));
        var at = Text.IndexOf("more", StringComparison.Ordinal);
        var record = Extracted("Alder", hospitals: ["Alder Hospital"]) with { Partners = [new OrganisationOutput("more", [], null, 0.5, [new EvidenceOutput(at, at + 4, "more")])] };
        return Evaluator.Evaluate(new EvaluationRequest
        {
            Pages = [new GoldPage(gold, "x.html", new Article { Text = Text, Blocks = [] }, "x")],
            System = "test",
            Data = "gold",
            Output = new Dictionary<string, ArticleRecords> { ["x"] = new() { Source = "x.html", Text = Text, Records = [record] } },
        });
    }
}
