using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Storage.Database;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>Stored names of a record's state: its disposition while it is current, else "superseded".</summary>
internal static class DispositionNames
{
    public const string Superseded = "superseded";

    public static string Name(Disposition disposition) => disposition switch
    {
        Disposition.Accepted => "accepted",
        Disposition.Review => "review",
        _ => throw new ArgumentOutOfRangeException(nameof(disposition), disposition, "a disposition without a stored name"),
    };

    public static Disposition Parse(string name) => name switch
    {
        "accepted" => Disposition.Accepted,
        "review" => Disposition.Review,
        _ => throw BsonFields.Unreadable("disposition"),
    };
}
