namespace ExtractionPipeline.Storage.Database;

/// <summary>Names of the collections in the file. They are part of the stored form: changing one takes a schema upgrade.</summary>
internal static class Collections
{
    public const string Schema = "schema";
    public const string Sources = "sources";
    public const string Articles = "articles";
    public const string Versions = "versions";
    public const string Contents = "contents";
    public const string Runs = "runs";
    public const string Records = "records";
    public const string Totals = "totals";
    public const string IngestionSources = "ingestion_sources";
    public const string IngestionItems = "ingestion_items";
    public const string IngestionCounts = "ingestion_counts";
    public const string IngestionSignatures = "ingestion_signatures";
    public const string IngestionAnchors = "ingestion_anchors";
    public const string Decisions = "decisions";
    public const string Users = "users";
}

/// <summary>Names of the fields that are searched or that several documents share.</summary>
internal static class Fields
{
    public const string Id = "_id";
    public const string ArticleId = "article_id";
    public const string Version = "version";
    public const string NewestVersion = "newest_version";
    public const string DocumentHash = "document_hash";
    public const string TextHash = "text_hash";
    public const string State = "state";
    public const string Listings = "listings";
    public const string Order = "order";
}
