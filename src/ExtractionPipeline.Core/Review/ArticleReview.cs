using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Review;

/// <summary>
/// The records of an article as its newest proposals and all decisions make them. Nothing that a person decided changes with the proposals: a
/// proposal that speaks of a decided record's model is laid beside it and compared.
/// </summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Records">Its records, those rejected included: the proposed ones in their order, then what is not or no longer proposed.</param>
/// <param name="Decisions">All decisions on the article, in order.</param>
/// <param name="IsComplete">Whether a person said that no record is missing.</param>
public sealed record ArticleReview(string ArticleId, IReadOnlyList<ReviewedRecord> Records, IReadOnlyList<Decision> Decisions, bool IsComplete)
{
    /// <summary>The sequence that the next decision takes.</summary>
    public int NextSequence => Decisions.Count == 0 ? 1 : Decisions[^1].Sequence + 1;

    /// <summary>The record of that name; null when there is none.</summary>
    public ReviewedRecord? Find(string subject) => Records.FirstOrDefault(r => r.Subject == subject);

    /// <summary>Folds decisions over proposals. Linear in both but for matching models by name.</summary>
    /// <param name="articleId">The article.</param>
    /// <param name="proposals">The current records of its newest version.</param>
    /// <param name="decisions">All decisions on it, in order of their sequence.</param>
    /// <param name="pass">Null for what holds; a pass to see only what reviewers of that pass decided.</param>
    public static ArticleReview Fold(string articleId, IReadOnlyList<StoredRecord> proposals, IReadOnlyList<Decision> decisions, ReviewPass? pass = null)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        ArgumentNullException.ThrowIfNull(decisions);
        var takenBack = decisions.Where(d => d.Kind == DecisionKind.Undo).Select(d => d.Undoes!).ToHashSet(StringComparer.Ordinal);
        var byKey = proposals.ToDictionary(p => p.Key, StringComparer.Ordinal);
        var folds = new Dictionary<string, SubjectFold>(StringComparer.Ordinal);
        var isComplete = false;
        foreach (var decision in decisions.Where(d => pass is { } only ? d.Pass == only : d.Pass != ReviewPass.Blind))
        {
            var counts = decision.Kind != DecisionKind.Undo && !takenBack.Contains(decision.Id);
            isComplete |= counts && decision.Kind == DecisionKind.Complete;
            foreach (var subject in decision.Subjects.Concat(decision.After.Select(a => a.Subject)).Distinct(StringComparer.Ordinal))
            {
                if (!folds.TryGetValue(subject, out var fold))
                {
                    folds[subject] = fold = new SubjectFold(subject, byKey.GetValueOrDefault(subject));
                }

                fold.Apply(decision, counts);
            }
        }

        return new ArticleReview(articleId, [.. Join(proposals, folds)], decisions, isComplete);
    }

    private static IEnumerable<ReviewedRecord> Join(IReadOnlyList<StoredRecord> proposals, Dictionary<string, SubjectFold> folds)
    {
        var left = folds.Values.Where(f => f.Record is not null && !proposals.Any(p => p.Key == f.Subject)).ToList();
        foreach (var proposal in proposals)
        {
            if (!folds.TryGetValue(proposal.Key, out var fold))
            {
                // Only what a person settled holds against a new proposal; a half-edited record of an older text is shown as left over.
                fold = left.FirstOrDefault(f => f.IsSettled && RecordValues.IsSameModel(f.Record!, proposal.Record))
                    ?? left.FirstOrDefault(f => f.IsSettled && f.Original is { } original && RecordValues.IsSameModel(original, proposal.Record));
                left.Remove(fold!);
            }

            yield return fold?.Finish(proposal) ?? Untouched(proposal);
        }

        foreach (var fold in left)
        {
            if (fold.IsSettled || fold.IsAdded)
            {
                yield return fold.Finish(null);
            }
        }
    }

    private static ReviewedRecord Untouched(StoredRecord proposal) => new()
    {
        Subject = proposal.Key,
        Revision = 0,
        State = SubjectFold.StateOf(proposal.Record.Disposition),
        Record = proposal.Record,
        TextHash = proposal.TextHash,
        Proposal = proposal,
    };
}
