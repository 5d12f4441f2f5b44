using System.Diagnostics.CodeAnalysis;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Review;

/// <summary>What surrounds a decision and is not the reviewer's to say.</summary>
/// <param name="Reviewer">Who decides.</param>
/// <param name="At">When.</param>
/// <param name="Pass">Which look it is.</param>
public sealed record DecisionContext(string Reviewer, DateTimeOffset At, ReviewPass Pass = ReviewPass.First);

/// <summary>A decision that may be stored, or why not.</summary>
public sealed record DecisionResult
{
    private DecisionResult(Decision? decision, Refusal? refusal) => (Decision, Refusal) = (decision, refusal);

    /// <summary>The decision; null exactly when <see cref="Refusal"/> is set.</summary>
    public Decision? Decision { get; }

    /// <summary>The reason; null exactly when <see cref="Decision"/> is set.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it may be stored.</summary>
    [MemberNotNullWhen(true, nameof(Decision))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Decision is not null;

    /// <summary>A decision that may be stored.</summary>
    public static DecisionResult Of(Decision decision) => new(decision, null);

    /// <summary>A reason.</summary>
    public static DecisionResult Refused(RefusalKind kind, string message) => new(null, new Refusal(kind, message));
}

/// <summary>Checks what a reviewer asks for against the article and what has been decided, and makes the event of it. Pure.</summary>
public static class DecisionCheck
{
    /// <summary>The longest remark in UTF-16 code units.</summary>
    public const int LongestRemark = 2000;

    private const int LongestId = 64;
    private const int MostSubjects = 50;

    /// <summary>The event, or why there is none.</summary>
    /// <param name="request">What is asked for; not trusted.</param>
    /// <param name="review">The article's records as they stand for this reviewer.</param>
    /// <param name="article">The article's newest version.</param>
    /// <param name="context">Who and when.</param>
    public static DecisionResult Check(DecisionRequest request, ArticleReview review, StoredArticle article, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(context);
        if (FormProblem(request) is { } problem)
        {
            return Invalid(problem);
        }

        if (request.Kind == DecisionKind.Undo)
        {
            return Undo(request, review, article, context);
        }

        var subjects = new List<ReviewedRecord>();
        foreach (var seen in request.Subjects)
        {
            if (review.Find(seen.Subject) is not { } record)
            {
                return DecisionResult.Refused(RefusalKind.Conflict, "the record is no longer there: the article was taken in anew, or its record was taken back; nothing was saved");
            }

            if (record.Revision != seen.Revision && request.Kind is not (DecisionKind.Remark or DecisionKind.Skip))
            {
                var by = record.History.LastOrDefault(d => d.ChangesRecords)?.Reviewer ?? "someone";
                return DecisionResult.Refused(RefusalKind.Conflict, $"{by} has decided on this record meanwhile; look at it again, nothing was overwritten");
            }

            subjects.Add(record);
        }

        return Compose(request, review, article, context, subjects);
    }

    private static DecisionResult Compose(DecisionRequest request, ArticleReview review, StoredArticle article, DecisionContext context, List<ReviewedRecord> subjects)
    {
        var after = new List<RecordImage>();
        for (var i = 0; i < request.After.Count; i++)
        {
            var isNew = i >= 1 || request.Kind == DecisionKind.Add;
            var before = isNew ? null : subjects[0];
            var name = before?.Subject ?? $"{article.ArticleId}.added.{review.NextSequence}{(i > 0 ? $"-{i}" : "")}";
            var (record, problem) = RecordEditing.ToRecord(request.After[i], Known(before, subjects, request.After[i]), before?.Record.Id ?? name[(article.ArticleId.Length + 1)..], article.Article);
            if (record is null)
            {
                return Invalid(problem!);
            }

            after.Add(new RecordImage(name, record));
        }

        if (request.Value is { } value && subjects.Count == 1 && RecordValues.Of(subjects[0].Record).All(v => v.Reference != value))
        {
            return DecisionResult.Refused(RefusalKind.Conflict, "the record no longer has this value; look at it again");
        }

        return DecisionResult.Of(new Decision
        {
            Id = request.Id,
            ArticleId = article.ArticleId,
            Sequence = review.NextSequence,
            Kind = request.Kind,
            Subjects = [.. subjects.Select(s => s.Subject)],
            Before = [.. subjects.Select(s => new RecordImage(s.Subject, s.Record))],
            After = after,
            Reviewer = context.Reviewer,
            At = context.At,
            ExtractorVersion = subjects.Select(s => s.Proposal?.ExtractorVersion).FirstOrDefault(v => v is not null) ?? "",
            ArticleVersion = article.Version,
            TextHash = article.TextHash,
            Remark = string.IsNullOrWhiteSpace(request.Remark) ? null : request.Remark.Trim(),
            Value = request.Value,
            Pass = context.Pass,
            Seconds = request.Seconds is >= 0 and <= 86_400 ? request.Seconds : null,
            Keystrokes = request.Keystrokes is >= 0 and <= 100_000 ? request.Keystrokes : null,
            Bulk = request.Bulk,
        });
    }

    // A merged record keeps the origin of values that came from any of its parts.
    private static ModelRecord? Known(ReviewedRecord? before, List<ReviewedRecord> subjects, RecordOutput edit)
    {
        if (before is null || subjects.Count < 2)
        {
            return before?.Record ?? subjects.FirstOrDefault()?.Record;
        }

        var all = subjects.Select(s => s.Record).ToList();
        return before.Record with
        {
            Model = all.Select(r => r.Model).FirstOrDefault(m => m.Name == edit.Model?.Name) ?? before.Record.Model,
            Hospitals = [.. all.SelectMany(r => r.Hospitals)],
            Adopters = [.. all.SelectMany(r => r.Adopters)],
            Specialties = [.. all.SelectMany(r => r.Specialties)],
            Partners = [.. all.SelectMany(r => r.Partners)],
            FirstOfKind = [.. all.SelectMany(r => r.FirstOfKind)],
        };
    }

    private static DecisionResult Undo(DecisionRequest request, ArticleReview review, StoredArticle article, DecisionContext context)
    {
        var undone = review.Decisions.FirstOrDefault(d => d.Id == request.Undoes);
        if (undone is null || undone.Kind == DecisionKind.Undo)
        {
            return DecisionResult.Refused(RefusalKind.NotFound, "there is no such decision to take back");
        }

        if (undone.Reviewer != context.Reviewer)
        {
            return DecisionResult.Refused(RefusalKind.Conflict, $"the decision is {undone.Reviewer}'s; decide anew instead of taking it back");
        }

        if (review.Decisions.Any(d => d.Kind == DecisionKind.Undo && d.Undoes == undone.Id))
        {
            return DecisionResult.Refused(RefusalKind.Conflict, "the decision was taken back before");
        }

        List<string> subjects = [.. undone.Subjects.Concat(undone.After.Select(a => a.Subject)).Distinct(StringComparer.Ordinal)];
        var takenBack = review.Decisions.Where(d => d.Kind == DecisionKind.Undo).Select(d => d.Undoes).ToHashSet(StringComparer.Ordinal);
        var later = review.Decisions.FirstOrDefault(d => d.Sequence > undone.Sequence && d.Kind != DecisionKind.Undo && d.ChangesRecords && d.Pass == undone.Pass && !takenBack.Contains(d.Id) && d.Subjects.Any(subjects.Contains));
        return later is not null
            ? DecisionResult.Refused(RefusalKind.Conflict, $"{later.Reviewer} has decided on the record since; nothing was taken back")
            : DecisionResult.Of(new Decision
            {
                Id = request.Id,
                ArticleId = article.ArticleId,
                Sequence = review.NextSequence,
                Kind = DecisionKind.Undo,
                Subjects = subjects,
                Reviewer = context.Reviewer,
                At = context.At,
                ExtractorVersion = undone.ExtractorVersion,
                ArticleVersion = article.Version,
                TextHash = article.TextHash,
                Undoes = undone.Id,
                Pass = undone.Pass,
            });
    }

    private static string? FormProblem(DecisionRequest request)
    {
        if (!Enum.IsDefined(request.Kind))
        {
            return "there is no such kind of decision";
        }

        if (!IsId(request.Id) || (request.Bulk is { } bulk && !IsId(bulk)))
        {
            return $"a decision's id is 1 to {LongestId} visible ASCII characters";
        }

        if (!string.IsNullOrWhiteSpace(request.Remark) && RecordEditing.ProblemOf("the remark", request.Remark, LongestRemark) is { } problem)
        {
            return problem;
        }

        var (subjects, after) = (request.Subjects?.Count ?? -1, request.After?.Count ?? -1);
        if (subjects < 0 || after < 0 || request.Subjects!.Any(s => s?.Subject is null) || request.After!.Any(a => a is null))
        {
            return "a list of the request is missing or holds null";
        }

        if (subjects > MostSubjects || request.Subjects!.Select(s => s.Subject).Distinct(StringComparer.Ordinal).Count() != subjects)
        {
            return $"a decision is on at most {MostSubjects} records, each named once";
        }

        var isWhole = request.Kind switch
        {
            DecisionKind.Confirm or DecisionKind.Reject => subjects == 1 && after == 0,
            DecisionKind.AcceptValue => subjects == 1 && after == 0 && request.Value?.Text is not null,
            DecisionKind.Correct or DecisionKind.Edit => subjects == 1 && after == 1,
            DecisionKind.Add => subjects == 0 && after == 1,
            DecisionKind.Merge => subjects >= 2 && after == 1,
            DecisionKind.Split => subjects == 1 && after == 2,
            DecisionKind.Remark => subjects <= 1 && after == 0 && !string.IsNullOrWhiteSpace(request.Remark),
            DecisionKind.Skip or DecisionKind.Complete => after == 0,
            _ => subjects == 0 && after == 0 && request.Undoes is not null,
        };
        return isWhole && (request.Value is null || request.Kind == DecisionKind.AcceptValue) ? null : $"a decision of the kind {request.Kind} does not have these parts";
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= LongestId } && id.All(c => c is > ' ' and < '\u007f');

    private static DecisionResult Invalid(string message) => DecisionResult.Refused(RefusalKind.Invalid, message);
}
