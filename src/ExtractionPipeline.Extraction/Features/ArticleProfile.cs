using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>What many features ask of the article as a whole, counted once.</summary>
internal sealed class ArticleProfile
{
    private static readonly ulong Ai = AnalyzedText.Mask(Cue.AiCore, Cue.ModelHead, Cue.ModelHeadPlural);

    private readonly HashSet<int> institutionTokens;
    private readonly HashSet<string> personWords = new(StringComparer.OrdinalIgnoreCase);
    private readonly ulong[] sentenceCues;

    public ArticleProfile(UnitSequence units, IReadOnlyList<NameMention> names, IReadOnlyList<OrganisationEntity> organisations, IReadOnlyList<NameGroup> groups)
    {
        var text = units.Text;
        Hospitals = organisations.Count(o => o.IsHospital);
        MainHospital = organisations.Where(o => o.IsHospital).OrderByDescending(o => o.Mentions.Count).ThenBy(o => o.Index).FirstOrDefault()?.Index ?? -1;
        Groups = groups.Count;
        LargestGroup = Math.Max(1, groups.Count == 0 ? 1 : groups.Max(g => g.Mentions.Count));
        institutionTokens = [.. organisations.Where(e => e.Kind is not (NameKind.Unknown or NameKind.Company)).SelectMany(e => e.Mentions).Select(m => m.Tokens.First)];
        foreach (var person in names.Where(n => n.Kind == NameKind.Person))
        {
            for (var i = person.Tokens.First; i < person.Tokens.End; i++)
            {
                personWords.Add(text.Word(i).ToString());
            }
        }

        sentenceCues = new ulong[text.Sentences.Length];
        var ai = 0;
        foreach (var sentence in text.Sentences)
        {
            var (from, to) = units.InSentence(sentence.Index);
            for (var i = from; i < to; i++)
            {
                sentenceCues[sentence.Index] |= units[i].Cues;
            }

            ai += (sentenceCues[sentence.Index] & Ai) != 0 ? 1 : 0;
            FirstBodySentence = FirstBodySentence == 0 && text.BlockOf(sentence).Kind != ArticleBlockKind.Title ? sentence.Index : FirstBodySentence;
        }

        AiShare = text.Sentences.Length == 0 ? 0 : (float)ai / text.Sentences.Length;
    }

    /// <summary>Number of different hospitals.</summary>
    public int Hospitals { get; }

    /// <summary>The hospital named most often; -1 when there is none.</summary>
    public int MainHospital { get; }

    /// <summary>Number of names that may be models'.</summary>
    public int Groups { get; }

    /// <summary>Mentions of the name named most often, at least 1.</summary>
    public int LargestGroup { get; }

    /// <summary>Share of the sentences that speak of AI or models.</summary>
    public float AiShare { get; }

    /// <summary>The first sentence behind the title.</summary>
    public int FirstBodySentence { get; }

    /// <summary>All cues of a sentence, as bits.</summary>
    public ulong CuesOf(int sentence) => sentenceCues[sentence];

    /// <summary>Whether a hospital, university or the like is mentioned by a name that begins at the token.</summary>
    public bool IsInstitution(int token) => institutionTokens.Contains(token);

    /// <summary>Whether the word is part of a person's name somewhere in the article.</summary>
    public bool IsPartOfPerson(string word) => personWords.Contains(word);
}
