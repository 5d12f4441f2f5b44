using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExtractionPipeline.Core.Contract;

/// <summary>Writes and reads the output contract as JSON, compiled ahead so that a cold start stays short.</summary>
public static class ArticleRecordsJson
{
    private static readonly ContractContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        // Every key of the contract is written, null or not; names in other scripts stay readable.
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly ContractContext IndentedContext = new(new JsonSerializerOptions(Context.Options) { WriteIndented = true });

    /// <summary>One line of JSON without a line feed.</summary>
    public static string Serialize(ArticleRecords article) => JsonSerializer.Serialize(article, Context.ArticleRecords);

    /// <summary>All articles as one indented JSON array.</summary>
    public static string SerializeIndented(IReadOnlyList<ArticleRecords> articles) =>
        JsonSerializer.Serialize(articles, IndentedContext.IReadOnlyListArticleRecords);

    /// <summary>One record as indented JSON.</summary>
    public static string SerializeIndented(RecordOutput record) => JsonSerializer.Serialize(record, IndentedContext.RecordOutput);

    /// <summary>Reads one line.</summary>
    /// <exception cref="JsonException">The line is not of the contract's form.</exception>
    public static ArticleRecords Deserialize(string line) =>
        JsonSerializer.Deserialize(line, Context.ArticleRecords) ?? throw new JsonException("expected an object, found null");
}

[JsonSerializable(typeof(ArticleRecords))]
[JsonSerializable(typeof(IReadOnlyList<ArticleRecords>))]
internal sealed partial class ContractContext : JsonSerializerContext;
