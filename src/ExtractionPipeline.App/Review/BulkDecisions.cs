using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>A record among several that are decided on at once.</summary>
internal sealed record BulkRecord(string ArticleId, string Subject, int Revision, string Title, string Model, IReadOnlyList<string> Hospitals, double Confidence);

/// <summary>Near-identical records that await review.</summary>
internal sealed record BulkGroup(string Signature, string Model, IReadOnlyList<string> Hospitals, int Count, IReadOnlyList<BulkRecord> Records);

/// <summary>A name that may mean a known organisation.</summary>
internal sealed record NamePair(RecordField Field, string Name, string Id, int Records, string KnownName, string KnownId, int KnownRecords);

/// <summary>One decision for many records.</summary>
/// <param name="Id">Chosen by the sender; the same id again is the same decisions again.</param>
/// <param name="Kind">Confirm or Reject.</param>
/// <param name="Records">The records, each with the revision that was seen.</param>
internal sealed record BulkRequest(string Id, DecisionKind Kind, IReadOnlyList<BulkTarget> Records);

/// <summary>A record and the revision that was seen.</summary>
internal sealed record BulkTarget(string ArticleId, string Subject, int Revision);

/// <summary>Says that a name means a known organisation in all records that hold it.</summary>
internal sealed record SameOrganisationRequest(string Id, RecordField Field, string Name, string KnownId);

/// <summary>What became of a bulk decision; one line for each record that was not decided.</summary>
internal sealed record BulkReceipt(int Stored, IReadOnlyList<string> Refused);

/// <summary>Decisions on many records at once. Each record's decision is an event of its own and is refused by itself.</summary>
internal sealed class BulkDecisions(ReviewDesk desk)
{
    private const int MostRecords = 1000;
    private const int ShownRecords = 100;

    /// <summary>Groups of near-identical records, the largest first.</summary>
    public IReadOnlyList<BulkGroup> Groups(int limit) => [.. desk.Index.Groups(limit).Select(g => Group(g.Signature, ShownRecords)).Where(g => g.Count > 1)];

    public BulkGroup Group(string signature, int limit = MostRecords)
    {
        var all = desk.Index.Alike(signature).SelectMany(a => a.Records.Where(r => r.Awaits && r.Queue.Signature == signature).Select(r =>
            new BulkRecord(a.Item.ArticleId, r.Subject, r.Revision, a.Item.Title ?? a.Item.Source, r.Queue.Model, r.Queue.Hospitals, Math.Round(r.Queue.Confidence, 2)))).ToList();
        return new BulkGroup(signature, all.Count > 0 ? all[0].Model : "", all.Count > 0 ? all[0].Hospitals : [], all.Count, [.. all.Take(limit)]);
    }

    public async Task<(BulkReceipt? Receipt, Refusal? Refusal)> DecideAsync(BulkRequest request, string reviewer, CancellationToken cancellationToken)
    {
        if (request.Kind is not (DecisionKind.Confirm or DecisionKind.Reject) || request.Records is not { Count: > 0 and <= MostRecords } records || request.Id is not { Length: > 0 and <= 40 })
        {
            return (null, new Refusal(RefusalKind.Invalid, $"a bulk decision confirms or rejects 1 to {MostRecords} records and has an id of at most 40 characters"));
        }

        var results = await Task.WhenAll(records.Select((r, i) => desk.DecideAsync(
            new DecisionRequest { Id = $"{request.Id}.{i}", ArticleId = r.ArticleId, Kind = request.Kind, Subjects = [new SubjectRevision(r.Subject, r.Revision)], Bulk = request.Id },
            reviewer,
            "",
            records.Count,
            cancellationToken)));
        return (Receipt(results, [.. records.Select(r => r.Subject)]), null);
    }

    /// <summary>Pairs of names that begin alike and are known as two organisations: a name that few records hold, and a better known one.</summary>
    public IReadOnlyList<NamePair> Pairs(int limit)
    {
        var names = desk.Index.Articles.SelectMany(a => a.Records).Where(r => r.State != ReviewState.Rejected).SelectMany(r => r.Organisations)
            .GroupBy(o => (o.Field, o.Name, o.Id)).Select(g => (g.Key.Field, g.Key.Name, g.Key.Id, Count: g.Count())).ToList();
        return
        [
            .. names.GroupBy(n => (n.Field, Word: FirstWord(n.Name))).Where(g => g.Key.Word.Length >= 4 && g.Count() is > 1 and <= 20)
                .SelectMany(g =>
                {
                    var known = g.OrderByDescending(n => n.Name.Length).ThenByDescending(n => n.Count).First();
                    return g.Where(n => n.Id != known.Id).Select(n => new NamePair(n.Field, n.Name, n.Id, n.Count, known.Name, known.Id, known.Count));
                })
                .OrderByDescending(p => p.Records).ThenBy(p => p.Name, StringComparer.Ordinal).Take(limit),
        ];
    }

    public async Task<(BulkReceipt? Receipt, Refusal? Refusal)> JoinAsync(SameOrganisationRequest request, string reviewer, CancellationToken cancellationToken)
    {
        if (request.Field is not (RecordField.Hospitals or RecordField.Adopters or RecordField.Partners) || string.IsNullOrEmpty(request.Name) || string.IsNullOrEmpty(request.KnownId) || request.Id is not { Length: > 0 and <= 40 })
        {
            return (null, new Refusal(RefusalKind.Invalid, "the field, the name, the known organisation and an id of at most 40 characters are needed"));
        }

        if (!desk.Index.Articles.Any(a => a.Records.Any(r => r.Organisations.Any(o => o.Id == request.KnownId))))
        {
            return (null, new Refusal(RefusalKind.NotFound, $"no record names an organisation with the id {request.KnownId}"));
        }

        var targets = desk.Index.Articles
            .SelectMany(a => a.Records.Where(r => r.State != ReviewState.Rejected && r.Organisations.Any(o => o.Field == request.Field && o.Name == request.Name && o.Id != request.KnownId))
                .Select(r => (a.Item.ArticleId, r.Subject, r.Revision)))
            .OrderBy(t => t.Subject, StringComparer.Ordinal).Take(MostRecords).ToList();
        var results = new List<(DecisionReceipt?, Refusal?)>();
        foreach (var (index, target) in targets.Index())
        {
            var record = (await desk.ReviewAsync(target.ArticleId, cancellationToken))?.Find(target.Subject)?.Record;
            results.Add(record is null ? (null, new Refusal(RefusalKind.Conflict, "the record is no longer there")) : await desk.DecideAsync(
                new DecisionRequest
                {
                    Id = $"{request.Id}.{index}",
                    ArticleId = target.ArticleId,
                    Kind = DecisionKind.Edit,
                    Subjects = [new SubjectRevision(target.Subject, target.Revision)],
                    After = [Joined(RecordOutput.Of(record), request)],
                    Bulk = request.Id,
                },
                reviewer,
                "",
                targets.Count,
                cancellationToken));
        }

        return (Receipt(results, [.. targets.Select(t => t.Subject)]), null);
    }

    private static RecordOutput Joined(RecordOutput record, SameOrganisationRequest request)
    {
        IReadOnlyList<OrganisationOutput> Join(RecordField field, IReadOnlyList<OrganisationOutput> values) =>
            field != request.Field ? values : [.. values.Select(v => v.Name == request.Name ? v with { Id = request.KnownId } : v)];
        return record with
        {
            Hospitals = Join(RecordField.Hospitals, record.Hospitals),
            Adopters = Join(RecordField.Adopters, record.Adopters),
            Partners = Join(RecordField.Partners, record.Partners),
        };
    }

    private static BulkReceipt Receipt(IReadOnlyList<(DecisionReceipt? Receipt, Refusal? Refusal)> results, IReadOnlyList<string> subjects) => new(
        results.Count(r => r.Receipt is not null),
        [.. results.Zip(subjects).Where(p => p.First.Refusal is not null).Select(p => $"{p.Second}: {p.First.Refusal!.Message}")]);

    private static string FirstWord(string name) => name.Split(' ', 2)[0].ToLowerInvariant();
}
