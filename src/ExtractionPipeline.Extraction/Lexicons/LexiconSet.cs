using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Lexicons;

/// <summary>A well-known institution: helps with aliases and identifiers, and is never needed to find one.</summary>
internal sealed record KnownOrganisation(NameKind Kind, string Id, IReadOnlyList<string> Names);

/// <summary>What kind of place a name of the place lexicon is.</summary>
internal enum PlaceKind
{
    Country = 1,
    Region,
    Province,
    City,
}

/// <summary>All lexicons, loaded once from the embedded data files and immutable after.</summary>
internal sealed class LexiconSet
{
    private LexiconSet(PhraseLexicon phrases, Tokenizer tokenizer, IReadOnlyList<KnownOrganisation> organisations) =>
        (Phrases, Tokenizer, Organisations) = (phrases, tokenizer, organisations);

    public PhraseLexicon Phrases { get; }

    public Tokenizer Tokenizer { get; }

    /// <summary>The value of a <see cref="Cue.KnownOrganisation"/> annotation is an index into this list.</summary>
    public IReadOnlyList<KnownOrganisation> Organisations { get; }

    public static LexiconSet Load()
    {
        var vocabulary = new Vocabulary();
        vocabulary.Add("'s");
        var tokenizer = new Tokenizer(vocabulary, Words("abbreviations.txt"), Words("joined-tails.txt"));
        var loader = new Loader(new PhraseLexicon(vocabulary), tokenizer);
        loader.AddCues();
        loader.AddOrganisationHeads();
        loader.AddSpecialties();
        loader.AddPlaces();
        loader.AddDemonyms();
        loader.AddWords("base-models.txt", Cue.BaseModel);
        loader.AddWords("surnames.txt", Cue.PersonName);
        loader.AddWords("given-names.txt", Cue.PersonName);
        loader.AddWords("sentence-starters.txt", Cue.SentenceStarter);
        var organisations = loader.AddOrganisations();
        loader.Phrases.Freeze();
        return new LexiconSet(loader.Phrases, tokenizer, organisations);
    }

    private static WordSet Words(string file) => new(LexiconFile.Read(file).Select(line => line.Entry));

    private sealed class Loader(PhraseLexicon phrases, Tokenizer tokenizer)
    {
        private const string Follower = " x";

        private readonly List<Token> tokens = [];

        public PhraseLexicon Phrases { get; } = phrases;

        public void AddCues()
        {
            foreach (var (section, entry) in LexiconFile.Read("cues.txt"))
            {
                foreach (var phrase in Variants(entry))
                {
                    Add(phrase, Enum.Parse<Cue>(section), 0);
                }
            }
        }

        public void AddOrganisationHeads()
        {
            foreach (var (section, entry) in LexiconFile.Read("organisation-heads.txt"))
            {
                Add(entry, Cue.OrganisationHead, (int)Enum.Parse<NameKind>(section, ignoreCase: true));
            }
        }

        public void AddSpecialties()
        {
            foreach (var (section, entry) in LexiconFile.Read("specialties.txt"))
            {
                if (!Labels.TryParse(section, out Specialty specialty))
                {
                    throw new InvalidOperationException($"specialties.txt: unknown label {section}");
                }

                Add(entry, Cue.Specialty, (int)specialty);
                Add(Plural(entry), Cue.Specialty, (int)specialty);
            }
        }

        public void AddPlaces()
        {
            foreach (var (_, entry) in LexiconFile.Read("places.txt"))
            {
                var columns = Columns(entry);
                var kind = Enum.Parse<PlaceKind>(columns[0], ignoreCase: true);
                foreach (var name in columns.Skip(1))
                {
                    Add(name, Cue.Place, (int)kind);
                }
            }
        }

        public void AddDemonyms()
        {
            foreach (var (_, entry) in LexiconFile.Read("demonyms.txt"))
            {
                var columns = Columns(entry);
                var kind = Enum.Parse<PlaceKind>(columns[0], ignoreCase: true);
                foreach (var name in columns.Skip(1))
                {
                    Add(name, Cue.Demonym, (int)kind);
                }
            }
        }

        public void AddWords(string file, Cue cue)
        {
            foreach (var (_, entry) in LexiconFile.Read(file))
            {
                foreach (var name in Columns(entry))
                {
                    Add(name, cue, 0);
                }
            }
        }

        public List<KnownOrganisation> AddOrganisations()
        {
            var known = new List<KnownOrganisation>();
            foreach (var (_, entry) in LexiconFile.Read("organisations.txt"))
            {
                var columns = Columns(entry);
                var kind = Enum.Parse<NameKind>(columns[0] == "institute" ? "laboratory" : columns[0], ignoreCase: true);
                foreach (var name in columns.Skip(2))
                {
                    Add(name, Cue.KnownOrganisation, known.Count);
                }

                known.Add(new KnownOrganisation(kind, columns[1], [.. columns.Skip(2)]));
            }

            return known;
        }

        private static string[] Columns(string entry) => entry.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        /// <summary>The phrases that an entry with slashes stands for.</summary>
        private static IEnumerable<string> Variants(string entry)
        {
            IEnumerable<string> phrases = [""];
            foreach (var word in entry.Split(' '))
            {
                var forms = word.Split('/');
                phrases = phrases.SelectMany(head => forms.Select(form => head.Length == 0 ? form : $"{head} {form}"));
            }

            return phrases;
        }

        private static string Plural(string term)
        {
            if (term.EndsWith('y') && term.Length > 1 && !"aeiou".Contains(term[^2], StringComparison.Ordinal))
            {
                return term[..^1] + "ies";
            }

            var sibilant = term.EndsWith('s') || term.EndsWith('x') || term.EndsWith("ch", StringComparison.Ordinal) || term.EndsWith("sh", StringComparison.Ordinal);
            return sibilant ? term + "es" : term + "s";
        }

        /// <summary>Cuts a phrase as text is cut; its words are made known first so that none is cut at its hyphen.</summary>
        private void Add(string phrase, Cue cue, int value)
        {
            foreach (var word in phrase.Split(' '))
            {
                if (word.Contains('-', StringComparison.Ordinal))
                {
                    Phrases.Vocabulary.Add(word);
                }
            }

            // Something must follow, or the full stop of "U.S." would be taken for the end of a sentence.
            tokens.Clear();
            tokenizer.Tokenize(phrase + Follower, 0, phrase.Length + Follower.Length, tokens);
            tokens.RemoveAt(tokens.Count - 1);
            Phrases.Add([.. tokens.Select(t => t.Is('\0') ? phrase[t.Start..t.End].Replace('’', '\'') : phrase[t.Start..t.End])], cue, value);
        }
    }
}
