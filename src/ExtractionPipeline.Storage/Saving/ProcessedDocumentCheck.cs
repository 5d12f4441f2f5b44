using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Saving;

/// <summary>Refuses documents that contradict themselves, so that whatever is in a store can be trusted.</summary>
internal static class ProcessedDocumentCheck
{
    // LiteDB takes 1,023 bytes in an index key; the id is part of keys that also hold the article's id and a list's name.
    private const int LongestRecordId = 200;

    /// <exception cref="StoreException">Says what does not fit.</exception>
    public static void Validate(string path, ProcessedDocument processed)
    {
        if (ContentHash.Of(processed.Document.Content.Span) != processed.DocumentHash)
        {
            throw Refusal(path, processed, "the hash is not that of the content");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in processed.Records)
        {
            if (record.Id.Length is 0 or > LongestRecordId || !record.Id.All(c => c is > ' ' and < '\u007f'))
            {
                throw Refusal(path, processed, $"record id '{record.Id}' is not 1 to {LongestRecordId} visible ASCII characters");
            }

            if (!ids.Add(record.Id))
            {
                throw Refusal(path, processed, $"two records have the id '{record.Id}'");
            }

            foreach (var evidence in record.Values.SelectMany(v => v.Evidence))
            {
                ValidateEvidence(path, processed, record, evidence);
            }
        }
    }

    private static void ValidateEvidence(string path, ProcessedDocument processed, ModelRecord record, Evidence evidence)
    {
        var text = processed.Article.Text;
        var span = evidence.Span;
        if (span.Start < 0 || span.End < span.Start || span.End > text.Length || !span.In(text).SequenceEqual(evidence.Text))
        {
            throw Refusal(path, processed, $"evidence {span} of record '{record.Id}' does not equal the text there");
        }

        if (CutsCharacter(text, span.Start) || CutsCharacter(text, span.End))
        {
            throw Refusal(path, processed, $"evidence {span} of record '{record.Id}' cuts a character in half");
        }
    }

    // Half a surrogate pair cannot be stored: UTF-8 has no form for it.
    private static bool CutsCharacter(string text, int position) =>
        position > 0 && position < text.Length && char.IsSurrogatePair(text[position - 1], text[position]);

    private static StoreException Refusal(string path, ProcessedDocument processed, string reason) =>
        new($"{path}: {processed.Document.Source} was not stored: {reason}");
}
