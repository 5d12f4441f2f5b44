using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Features;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Decoding;

/// <summary>What a question was asked about.</summary>
/// <param name="Kind">The question.</param>
internal sealed record Candidate(DecisionKind Kind)
{
    public NameGroup? Name { get; init; }

    public ModelPhrase? Phrase { get; init; }

    public ModelEntity? Model { get; init; }

    public OrganisationEntity? Organisation { get; init; }

    public Specialty? Label { get; init; }

    public ClaimCandidate? Claim { get; init; }

    /// <summary>The record that a value belongs to.</summary>
    public SelectedRecord? Selected { get; init; }

    /// <summary>The institution with its role that a value is.</summary>
    public DecodedRole? SelectedRole { get; init; }

    /// <summary>The scope of the claim that a value is.</summary>
    public ClaimScope? Scope { get; init; }

    /// <summary>The role that a pair is about.</summary>
    public OrganisationRole Role { get; init; }
}

/// <summary>Is shown every candidate with its features before it is judged: training gathers its examples so, explanations their reasons.</summary>
internal interface ICandidateObserver
{
    void Observe(Candidate candidate, FeatureBag features, float score);
}
