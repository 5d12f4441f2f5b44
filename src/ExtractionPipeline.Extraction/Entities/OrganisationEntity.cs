using ExtractionPipeline.Extraction.Mentions;

namespace ExtractionPipeline.Extraction.Entities;

/// <summary>An institution with all its mentions in the article.</summary>
internal sealed class OrganisationEntity(int index, NameKind kind)
{
    private readonly List<OrganisationMention> mentions = [];
    private readonly List<string[]> forms = [];
    private readonly List<string> names = [];

    public int Index { get; } = index;

    public NameKind Kind { get; private set; } = kind;

    /// <summary>Index of the well-known institution; -1 when it is none.</summary>
    public int Known { get; private set; } = -1;

    public IReadOnlyList<OrganisationMention> Mentions => mentions;

    /// <summary>The written forms in order of appearance, each once.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The forms as lower-case words, affiliation left out.</summary>
    public IReadOnlyList<string[]> Forms => forms;

    /// <summary>Whether any form has a word of its own, and is not just "First Affiliated Hospital".</summary>
    public bool IsDistinct { get; set; }

    public bool IsHospital => Kind == NameKind.Hospital;

    public void Add(OrganisationMention mention, string name, string[] form)
    {
        mentions.Add(mention);
        AddName(name, form);
        Known = Known < 0 ? mention.Known : Known;
        if ((Kind == NameKind.Unknown && mention.Kind != NameKind.Unknown) || (Kind == NameKind.Company && mention.Kind == NameKind.Hospital))
        {
            Kind = mention.Kind;
        }
    }

    public void AddName(string name, string[] form)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }

        if (!forms.Any(f => f.AsSpan().SequenceEqual(form)))
        {
            forms.Add(form);
        }
    }
}
