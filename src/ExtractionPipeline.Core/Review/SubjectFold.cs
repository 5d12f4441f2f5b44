using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Review;

/// <summary>One record on its way through the decisions.</summary>
internal sealed class SubjectFold(string subject, StoredRecord? proposal)
{
    private readonly List<Decision> _history = [];
    private readonly List<ValueReference> _accepted = [];
    private ContentHash? _textHash = proposal?.TextHash;
    private Decision? _lastSettling;
    private int _revision;
    private bool _isRejected;
    private bool _isEdited;

    public string Subject => subject;

    /// <summary>The record as it stands; null while nothing that counts has given it a form.</summary>
    public ModelRecord? Record { get; private set; } = proposal?.Record;

    /// <summary>What was proposed when it was first decided on.</summary>
    public ModelRecord? Original { get; private set; }

    public bool IsSettled { get; private set; }

    public bool IsAdded { get; private set; }

    public static ReviewState StateOf(Disposition disposition) => disposition == Disposition.Accepted ? ReviewState.Accepted : ReviewState.Proposed;

    public void Apply(Decision decision, bool counts)
    {
        _history.Add(decision);
        if (decision.ChangesRecords)
        {
            _revision = decision.Sequence;
        }

        if (!counts || !decision.ChangesRecords)
        {
            return;
        }

        Begin(decision);
        if (decision.After.FirstOrDefault(a => a.Subject == subject) is { } after)
        {
            // Telling that a name means a known organisation changes no value, so a record that was sure enough stays accepted.
            _isEdited = Original is null || RecordValues.Differences(Original, after.Record).Count > 0;
            (Record, _textHash) = (after.Record, decision.TextHash);
        }

        switch (decision.Kind)
        {
            case DecisionKind.Confirm or DecisionKind.Correct or DecisionKind.Add or DecisionKind.Split:
                Settle(decision, isRejected: false);
                break;
            case DecisionKind.Reject:
                Settle(decision, isRejected: true);
                break;
            case DecisionKind.Merge:
                Settle(decision, isRejected: decision.After.All(a => a.Subject != subject));
                break;
            case DecisionKind.AcceptValue:
                _accepted.Add(decision.Value!);
                if (Record is not null && RecordValues.Of(Record).All(v => _accepted.Contains(v.Reference)))
                {
                    Settle(decision, isRejected: false);
                }

                break;
        }
    }

    public ReviewedRecord Finish(StoredRecord? newest)
    {
        var isDisputable = IsSettled && IsNews(newest);
        return new ReviewedRecord
        {
            Subject = subject,
            Revision = _revision,
            State = State(newest),
            Record = Record ?? newest!.Record,
            TextHash = _textHash ?? newest!.TextHash,
            Proposal = newest,
            DecidedOn = Original,
            Settlement = _lastSettling,
            AcceptedValues = _accepted,
            History = _history,
            Disagreements = isDisputable && !_isRejected && newest is not null ? RecordValues.Differences(Record!, newest.Record) : [],
            IsExistenceDisputed = isDisputable && (_isRejected ? newest is not null : newest is null && !IsAdded),
        };
    }

    private void Begin(Decision decision)
    {
        var before = decision.Before.FirstOrDefault(b => b.Subject == subject)?.Record;
        Record ??= before;
        if (Original is null && before is not null)
        {
            (Original, _textHash) = (before, decision.TextHash);
            Record = before;
        }

        IsAdded |= before is null && decision.Kind is DecisionKind.Add or DecisionKind.Split && !decision.Subjects.Contains(subject);
    }

    private void Settle(Decision decision, bool isRejected) => (IsSettled, _isRejected, _lastSettling) = (true, isRejected, decision);

    /// <summary>Whether the newest extraction is another than the one that the person saw.</summary>
    private bool IsNews(StoredRecord? newest) =>
        newest is null || newest.Key != subject || newest.ExtractorVersion != _lastSettling!.ExtractorVersion;

    private ReviewState State(StoredRecord? newest) => (IsSettled, _isRejected) switch
    {
        (true, true) => ReviewState.Rejected,
        (true, false) when Original is null || RecordValues.Differences(Original, Record!).Count > 0 => ReviewState.Corrected,
        (true, false) => ReviewState.Confirmed,
        _ when _isEdited || newest is null => ReviewState.Proposed,
        _ => StateOf(newest.Record.Disposition),
    };
}
