using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Storage.Database;
using LiteDB;

namespace ExtractionPipeline.Storage.Review;

/// <summary>A user in stored form. The id is the name in lower case, so that no two differ in case alone.</summary>
internal static class UserDocument
{
    public static string IdOf(string name) => name.ToLowerInvariant();

    public static BsonDocument ToBson(UserAccount user) => new()
    {
        [Fields.Id] = IdOf(user.Name),
        ["name"] = user.Name,
        ["role"] = user.Role.ToString(),
        ["password_hash"] = user.PasswordHash,
        ["key_hash"] = user.KeyHash,
        ["stamp"] = user.Stamp,
        ["created_at"] = BsonFields.Stored(user.CreatedAt),
    };

    public static UserAccount FromBson(BsonDocument document) => new(
        document.Text("name"),
        Enum.TryParse<UserRole>(document.Text("role"), out var role) && Enum.IsDefined(role) ? role : throw BsonFields.Unreadable("role"),
        document.OptionalText("password_hash"),
        document.OptionalText("key_hash"),
        document.Text("stamp"),
        document.Time("created_at"));
}
