using System.Globalization;
using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Review;

/// <summary>Makes a record of what a person entered. Values that were there before keep their origin; new ones must stand in the article.</summary>
public static class RecordEditing
{
    /// <summary>What a value has as its origin when a person entered it.</summary>
    public const string Person = "person";

    private const int LongestText = 400;
    private const int MostValues = 200;
    private const int MostPlaces = 100;

    /// <summary>The record, or in one line what is wrong with the entry.</summary>
    /// <param name="edit">What was entered; confidences and ids in it are not looked at.</param>
    /// <param name="before">The record as it stood; null for a new one.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="article">The article that the record is about.</param>
    public static (ModelRecord? Record, string? Problem) ToRecord(RecordOutput edit, ModelRecord? before, string id, Article article)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(article);
        var entry = new Entry(before, article);
        if (edit.Model is null || edit.Hospitals is null || edit.Adopters is null || edit.Specialties is null || edit.Partners is null || edit.FirstOfKind is null)
        {
            return (null, "the record lacks a field; every field is given, lists may be empty");
        }

        if (edit.Hospitals.Count + edit.Adopters.Count + edit.Specialties.Count + edit.Partners.Count + edit.FirstOfKind.Count > MostValues)
        {
            return (null, $"the record has more than {MostValues} values");
        }

        try
        {
            var record = new ModelRecord
            {
                Id = id,
                Model = entry.Model(edit.Model),
                Hospitals = entry.Organisations("hospital", edit.Hospitals, before?.Hospitals),
                Adopters = entry.Organisations("adopter", edit.Adopters, before?.Adopters),
                Specialties = entry.Specialties(edit.Specialties),
                Partners = entry.Organisations("partner", edit.Partners, before?.Partners),
                FirstOfKind = entry.Claims(edit.FirstOfKind),
                Confidence = before?.Confidence ?? 1,
                Disposition = before?.Disposition ?? Disposition.Accepted,
            };
            var developers = record.Hospitals.Select(h => RecordValues.Key(h.Name)).ToHashSet(StringComparer.Ordinal);
            return record.Adopters.FirstOrDefault(a => developers.Contains(RecordValues.Key(a.Name))) is { } both
                ? (null, $"“{both.Name}” cannot be both hospital and adopter")
                : (record, null);
        }
        catch (EntryException problem)
        {
            return (null, problem.Message);
        }
    }

    /// <summary>In one line what is wrong with a text that a person typed; null when nothing is.</summary>
    public static string? ProblemOf(string what, string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return $"{what} is empty";
        }

        if (text.Length > longest)
        {
            return $"{what} has {text.Length} characters; at most {longest} are taken";
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Surrogate && rune.Value is not ('\n' or '\t')))
            {
                return $"{what} holds a control character or half a character";
            }
        }

        return null;
    }

    private sealed class EntryException(string message) : Exception(message);

    private sealed class Entry(ModelRecord? before, Article article)
    {
        public ModelValue Model(ModelOutput edit)
        {
            if (before?.Model is { } old && old.Name == edit.Name && old.Description == edit.Description && old.Aliases.SequenceEqual(edit.Aliases ?? [], StringComparer.Ordinal) && SamePlaces(old, edit.Evidence))
            {
                return old;
            }

            if ((edit.Name is null) == (edit.Description is null))
            {
                throw new EntryException("a model has either a name or, where it has none, a description");
            }

            var text = InArticle(edit.Name is null ? "the description" : "the model's name", edit.Name ?? edit.Description, before is null ? null : RecordValues.NameOf(before.Model));
            return new ModelValue
            {
                Name = edit.Name is null ? null : text,
                Description = edit.Name is null ? text : null,
                Aliases = Aliases(text, edit.Aliases, before?.Model.Aliases),
                Evidence = Places(text, edit.Evidence),
                Confidence = 1,
                ProposedBy = Person,
            };
        }

        public List<OrganisationValue> Organisations(string what, IReadOnlyList<OrganisationOutput> edits, IReadOnlyList<OrganisationValue>? known) =>
            Distinct(what, [.. edits.Select(e => Organisation(what, e, known?.FirstOrDefault(k => k.Name == e?.Name)))], o => RecordValues.Key(o.Name), o => o.Name);

        public List<SpecialtyValue> Specialties(IReadOnlyList<SpecialtyOutput> edits) => Distinct("specialty", [.. edits.Select(Specialty)], s => s.Label.Label(), s => s.Label.Label());

        public List<FirstOfKindValue> Claims(IReadOnlyList<FirstOfKindOutput> edits) => Distinct("claim", [.. edits.Select(Claim)], c => c.Scope.Label(), c => c.Scope.Label());

        private OrganisationValue Organisation(string what, OrganisationOutput edit, OrganisationValue? old)
        {
            if (old is not null && old.Aliases.SequenceEqual(edit.Aliases ?? [], StringComparer.Ordinal) && SamePlaces(old, edit.Evidence))
            {
                // Saying which known organisation a name means leaves the value itself as it was proposed.
                return edit.Id is null || edit.Id == old.Id ? old : old with { Id = IdOf(edit.Id, old.Name) };
            }

            var name = InArticle($"the {what}", edit.Name, old?.Name);
            return new OrganisationValue
            {
                Name = name,
                Aliases = Aliases(name, edit.Aliases, old?.Aliases),
                Id = IdOf(edit.Id, name),
                Evidence = Places(name, edit.Evidence),
                Confidence = 1,
                ProposedBy = Person,
            };
        }

        private SpecialtyValue Specialty(SpecialtyOutput edit)
        {
            if (!Labels.TryParse(edit.Label, out Specialty label))
            {
                throw new EntryException($"“{Short(edit.Label)}” is no specialty label");
            }

            if (before?.Specialties.FirstOrDefault(s => s.Label == label && s.Text == edit.Text) is { } old && SamePlaces(old, edit.Evidence))
            {
                return old;
            }

            var text = InArticle($"the words for {edit.Label}", edit.Text, null);
            return new SpecialtyValue { Label = label, Text = text, Evidence = Places(text, edit.Evidence), Confidence = 1, ProposedBy = Person };
        }

        private FirstOfKindValue Claim(FirstOfKindOutput edit)
        {
            if (!Labels.TryParse(edit.Scope, out ClaimScope scope))
            {
                throw new EntryException($"“{Short(edit.Scope)}” is no scope of a claim");
            }

            if (before?.FirstOfKind.FirstOrDefault(c => c.Scope == scope && c.Text == edit.Text) is { } old && SamePlaces(old, edit.Evidence))
            {
                return old;
            }

            var text = InArticle("the claim", edit.Text, null);
            return new FirstOfKindValue { Scope = scope, Text = text, Evidence = Places(text, edit.Evidence), Confidence = 1, ProposedBy = Person };
        }

        private static List<T> Distinct<T>(string what, List<T> values, Func<T, string> key, Func<T, string> name)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            return values.FirstOrDefault(v => !seen.Add(key(v))) is { } twice ? throw new EntryException($"{what} “{name(twice)}” is given twice") : values;
        }

        private List<string> Aliases(string name, IReadOnlyList<string>? aliases, IReadOnlyList<string>? known) =>
            [.. (aliases ?? []).Select(a => InArticle("an alias", a, known?.FirstOrDefault(k => k == a))).Where(a => a != name).Distinct(StringComparer.Ordinal).Take(MostPlaces)];

        private string InArticle(string what, string? text, string? known)
        {
            if (ProblemOf(what, text, LongestText) is { } problem)
            {
                throw new EntryException(problem);
            }

            var trimmed = text!.Trim();
            return trimmed == known || article.Text.Contains(trimmed, StringComparison.Ordinal)
                ? trimmed
                : throw new EntryException($"“{Short(trimmed)}” does not stand in the article; {what} is written as the article writes it");
        }

        private List<Evidence> Places(string text, IReadOnlyList<EvidenceOutput>? given)
        {
            var places = new List<Evidence>();
            foreach (var place in (given ?? []).Take(MostPlaces))
            {
                var isWithin = place is not null && place.Start >= 0 && place.End > place.Start && place.End <= article.Text.Length;
                if (!isWithin || CutsCharacter(place!.Start) || CutsCharacter(place.End) || (place.Text is not null && place.Text != article.Text[place.Start..place.End]))
                {
                    throw new EntryException($"the evidence {place?.Start}–{place?.End} for “{Short(text)}” is not what the article has there");
                }

                places.Add(Evidence.At(new TextSpan(place.Start, place.End), article.Text));
            }

            return places.Count > 0 ? places : article.Text.IndexOf(text, StringComparison.Ordinal) is var at and >= 0 ? [Evidence.At(new TextSpan(at, at + text.Length), article.Text)] : [];
        }

        private bool CutsCharacter(int position) =>
            position > 0 && position < article.Text.Length && char.IsSurrogatePair(article.Text[position - 1], article.Text[position]);

        private static bool SamePlaces(FieldValue value, IReadOnlyList<EvidenceOutput>? places) =>
            value.Evidence.Select(e => (e.Span.Start, e.Span.End)).SequenceEqual((places ?? []).Where(p => p is not null).Select(p => (p.Start, p.End)));

        private static string IdOf(string? id, string name) =>
            id is { Length: > 0 and <= 200 } && id.All(c => char.IsLetterOrDigit(c) || c == '-') ? id
            : string.Join('-', name.ToLowerInvariant().Split([.. name.ToLowerInvariant().Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries));

        private static string Short(string? text) => text is null ? "" : text.Length <= 80 ? text : text[..79] + "…";
    }
}
