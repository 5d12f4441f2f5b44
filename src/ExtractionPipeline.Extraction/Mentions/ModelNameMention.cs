using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>What around or in a name says that it is a model's.</summary>
[Flags]
internal enum ModelCue
{
    None = 0,

    /// <summary>A model noun follows: "the PulmoSeek Plus model", "Guanxin Large Model".</summary>
    Tail = 1,

    /// <summary>A model phrase leads up to it: "the pathology large model GTDoctor".</summary>
    HeadBefore = 2,

    /// <summary>"an AI model called …".</summary>
    Introduced = 4,

    /// <summary>"…, the world's first AI large model …".</summary>
    Apposition = 8,

    /// <summary>"… is China's first large model …".</summary>
    Copula = 16,

    /// <summary>"…, developed by …".</summary>
    DevelopedBy = 32,

    /// <summary>"launched …".</summary>
    DevelopedObject = 64,

    /// <summary>"the hospital's …".</summary>
    Possessed = 128,

    /// <summary>"… from Renji Hospital".</summary>
    OfHospital = 256,

    /// <summary>Written in quotation marks.</summary>
    Quoted = 512,

    /// <summary>Written as names of models are and words are not: "DeepGEM", "VESTA-1", "Futang·Baichuan".</summary>
    DistinctForm = 1024,

    /// <summary>Subject of what software does: "KidneyGuard warns of …".</summary>
    Acts = 2048,

    /// <summary>Stands in a table's column of models.</summary>
    TableColumn = 4096,

    /// <summary>Named together with another model: "“Futang” and “Xiaobu Doctor” are …".</summary>
    Coordinated = 8192,

    /// <summary>Its last word names an agent or assistant: "Fever Assistant".</summary>
    AgentNoun = 16384,

    /// <summary>Told to be a company or a person.</summary>
    Contrary = 32768,

    /// <summary>Begins the sentence behind one that brings in a model without a name.</summary>
    FollowsIntroduction = 65536,

    /// <summary>Subject of what diagnosing software does for a living: "LungFinch measures …", "LungFinch, which flags …".</summary>
    ActsAsModel = 131072,
}

/// <summary>A mention of what may be a model's name.</summary>
/// <param name="Name">The name as it stands.</param>
/// <param name="Core">The name without its generic tail.</param>
/// <param name="Cues">What speaks for it.</param>
/// <param name="Phrase">The model phrase that defines it here; null when none does.</param>
internal sealed record ModelNameMention(NameMention Name, TokenRange Core, ModelCue Cues, ModelPhrase? Phrase);
