using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ExtractionPipeline.App.Review;

/// <summary>What taking in a table did; one line for each row that was not taken in.</summary>
internal sealed record ImportOutcome(int Stored, int Known, IReadOnlyList<string> Problems);

/// <summary>What awaits review as a table, and a table's decisions back.</summary>
internal static class ReviewTable
{
    /// <summary>Every record that awaits review.</summary>
    public static async IAsyncEnumerable<(ReviewItem Item, ItemRecord Record)> AwaitingAsync(IReviewClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in client.QueueAsync(cancellationToken))
        {
            var item = await client.OpenAsync(line.ArticleId, cancellationToken);
            foreach (var record in item?.Records.Where(r => r.Awaits) ?? [])
            {
                yield return (item!, record);
            }
        }
    }

    public static async Task<ImportOutcome> ImportAsync(IReviewClient client, string file, CancellationToken cancellationToken)
    {
        var (rows, unreadable) = Spreadsheet.Read(file);
        var problems = unreadable.ToList();
        var (stored, known) = (0, 0);
        foreach (var (line, row) in rows)
        {
            // The id follows from what the row says, so that a file taken in twice decides once.
            var id = "table-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(row))))[..40];
            var (request, problem) = Spreadsheet.RequestOf(row, id);
            if (request is null)
            {
                problems.AddRange(problem is null ? [] : [$"{file}: line {line}: {problem}"]);
                continue;
            }

            var (receipt, refusal) = await client.DecideAsync(request, cancellationToken);
            stored += receipt is { IsReplay: false } ? 1 : 0;
            known += receipt is { IsReplay: true } ? 1 : 0;
            problems.AddRange(refusal is null ? [] : [$"{file}: line {line}: {refusal.Message}"]);
        }

        return new ImportOutcome(stored, known, problems);
    }
}
