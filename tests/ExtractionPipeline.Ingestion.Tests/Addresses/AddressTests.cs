using ExtractionPipeline.Ingestion.Addresses;

namespace ExtractionPipeline.Ingestion.Tests.Addresses;

public sealed class AddressTests
{
    private static readonly PublicSuffixes Suffixes = PublicSuffixes.Load();
    private static readonly AddressCanonicalization Canonicalization = new(Suffixes);

    [Theory]
    [InlineData("www.example.com", "example.com")]
    [InlineData("a.b.example.co.uk", "example.co.uk")]
    [InlineData("news.people.com.cn.", "people.com.cn")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("someone.github.io", "someone.github.io")]
    [InlineData("x.y.ck", "x.y.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("a.www.ck", "www.ck")]
    [InlineData("a.unknown-suffix", "a.unknown-suffix")]
    [InlineData("b.a.unknown-suffix", "a.unknown-suffix")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn")]
    public void Registrable_domain_follows_the_public_suffix_rules(string host, string domain) => Assert.Equal(domain, Suffixes.RegistrableDomain(host));

    [Theory]
    [InlineData("HTTP://www.Example.com:80/a/index.html#x", "//example.com/a")]
    [InlineData("https://example.com/a/?utm_source=x&utm_medium=y", "//example.com/a")]
    [InlineData("https://example.com/a?b=2&a=1&fbclid=z&gclid=q", "//example.com/a?a=1&b=2")]
    [InlineData("https://m.example.com/a", "//example.com/a")]
    [InlineData("https://amp.example.com/a/amp/", "//example.com/a")]
    [InlineData("https://example.com/amp/a", "//example.com/a")]
    [InlineData("https://example.com/a.amp.html", "//example.com/a.html")]
    [InlineData("https://example.com/a?amp=1", "//example.com/a")]
    [InlineData("https://example-com.cdn.ampproject.org/c/s/example.com/a", "//example.com/a")]
    [InlineData("https://www.google.com/amp/s/example.com/a/amp/", "//example.com/a")]
    [InlineData("https://example.com:8443/a", "//example.com:8443/a")]
    [InlineData("https://m.com/a", "//m.com/a")]
    [InlineData("https://example.com/Camp/a", "//example.com/Camp/a")]
    [InlineData("https://example.com", "//example.com/")]
    [InlineData("https://example.com/?p=12", "//example.com/?p=12")]
    public void Addresses_of_one_page_have_one_form(string address, string key)
    {
        Assert.Equal(key, Canonicalization.KeyOf(new Uri(address)));
        Assert.Equal(key, Canonicalization.KeyOf(new Uri("http:" + key)));
    }

    [Theory]
    [InlineData("https://example.com/a/story-about-it", "https://www.example.com/a/story-about-it?x=1", true)]
    [InlineData("https://example.com/story", "https://m.example.com/story", true)]
    [InlineData("https://example.com/", "https://example.com/a/story", false)]
    [InlineData("https://other.com/a/story", "https://example.com/a/story", false)]
    [InlineData("https://example.com/news", "https://example.com/news/2025/06/story-x", false)]
    [InlineData("https://example.com/12345678", "https://example.com/news/2025/06/x", true)]
    public void A_canonical_address_is_believed_when_it_is_plausible(string canonical, string page, bool isPlausible) =>
        Assert.Equal(isPlausible, Canonicalization.IsPlausible(new Uri(canonical), new Uri(page)));
}
