namespace ExtractionPipeline.Extraction.Lexicons;

/// <summary>What a phrase of a lexicon tells the rules. The sections of <c>cues.txt</c> bear these names; the last group is filled by lexicons of their own.</summary>
internal enum Cue
{
    // Model phrases
    ModelHead,
    ModelHeadPlural,
    ToolHead,
    ToolHeadPlural,
    AiCore,
    AiModifier,
    NameTail,
    NameTailModifier,
    NameIntroducer,
    Copula,
    Billing,

    // Verbs and relation words
    Develop,
    Launch,
    DevelopNoun,
    Adopt,
    With,
    Support,
    Possession,
    BaseOf,

    // References
    HospitalReference,
    CompanyReference,
    ModelReference,
    Former,
    Latter,

    // Claims
    First,
    WorldScope,
    NationScope,
    RegionScope,
    FieldScope,
    FirstOfOther,

    // Grammar
    Indefinite,
    Auxiliary,
    Adverb,
    Preposition,
    Conjunction,
    Relative,
    ClauseVerb,
    ModelAct,
    Negation,
    PurposeLink,
    OtherOne,

    // Names
    PersonTitle,
    Speech,
    Affiliation,
    Hereinafter,
    NamePossessive,
    EventHead,
    PlatformHead,
    OrganisationJoin,
    CompanyNoun,
    HospitalNoun,
    AgentNoun,
    TableModel,
    TableMaker,
    TablePartner,
    TableAdopter,

    // Filled from lexicons of their own
    OrganisationHead,
    Specialty,
    KnownOrganisation,
    BaseModel,
    Place,

    /// <summary>A family or given name.</summary>
    PersonName,
    Demonym,
    SentenceStarter,
}
