namespace ExtractionPipeline.Core.Review;

/// <summary>Where a record stands between what was proposed and what people decided.</summary>
public enum ReviewState
{
    /// <summary>Proposed by the extractor and awaiting a person, or being edited by one.</summary>
    Proposed,

    /// <summary>Proposed and sure enough to be used as it is.</summary>
    Accepted,

    /// <summary>A person found it right as it was proposed.</summary>
    Confirmed,

    /// <summary>A person changed it, or added it.</summary>
    Corrected,

    /// <summary>A person found that there is no such record.</summary>
    Rejected,
}

/// <summary>What a person did.</summary>
public enum DecisionKind
{
    /// <summary>The record is right as it stands.</summary>
    Confirm,

    /// <summary>There is no such record.</summary>
    Reject,

    /// <summary>The record is right in the form given; ends its review.</summary>
    Correct,

    /// <summary>The record was changed and is still being reviewed.</summary>
    Edit,

    /// <summary>One value is right; once all are, the record is.</summary>
    AcceptValue,

    /// <summary>A record that the extractor missed.</summary>
    Add,

    /// <summary>Several records are one.</summary>
    Merge,

    /// <summary>One record is two.</summary>
    Split,

    /// <summary>A note; changes nothing.</summary>
    Remark,

    /// <summary>Left for later; changes nothing.</summary>
    Skip,

    /// <summary>Takes back an earlier decision.</summary>
    Undo,

    /// <summary>The article was read through and holds no record that is not listed.</summary>
    Complete,
}

/// <summary>Which look at a record a decision came from.</summary>
public enum ReviewPass
{
    /// <summary>The ordinary one.</summary>
    First,

    /// <summary>A second one that did not see the first; it changes no record and measures agreement.</summary>
    Blind,

    /// <summary>A third one that saw both and settles what they disagreed on.</summary>
    Settling,
}

/// <summary>Why a record came before a person.</summary>
public enum ReviewReason
{
    /// <summary>The extractor was not sure; every such record is reviewed.</summary>
    Unsure,

    /// <summary>Accepted automatically and drawn at random.</summary>
    SpotCheck,

    /// <summary>The reviewer chose it; it belongs to no sample.</summary>
    Chosen,
}

/// <summary>Whether a reviewer noticed a value that was put in wrong on purpose.</summary>
public enum ProbeResult
{
    /// <summary>The record held no such value.</summary>
    None,

    /// <summary>It was taken out.</summary>
    Noticed,

    /// <summary>It was left in; the store took it out.</summary>
    Missed,
}

/// <summary>The fields of a record.</summary>
public enum RecordField
{
    /// <summary>The model.</summary>
    Model,

    /// <summary>Developing hospitals.</summary>
    Hospitals,

    /// <summary>Hospitals that only use it.</summary>
    Adopters,

    /// <summary>Clinical fields.</summary>
    Specialties,

    /// <summary>Others who took part.</summary>
    Partners,

    /// <summary>Claims.</summary>
    FirstOfKind,
}
