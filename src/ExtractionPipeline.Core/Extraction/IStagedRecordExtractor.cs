using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Extraction;

/// <summary>The stages from page to record, in the order in which they run.</summary>
public enum ExtractionStage
{
    /// <summary>The article's text is taken from the page.</summary>
    Reading,

    /// <summary>Names and phrases that may matter are proposed.</summary>
    MentionProposal,

    /// <summary>It is decided which proposals are models.</summary>
    MentionDecision,

    /// <summary>Mentions of the same model or institution are joined.</summary>
    EntityResolution,

    /// <summary>Institutions get their role towards models.</summary>
    Relation,

    /// <summary>Clinical fields and claims are found for each model.</summary>
    Label,

    /// <summary>It is decided which records and values are sure enough to be given out.</summary>
    Threshold,
}

/// <summary>An extractor that can run with the true output of its first stages, so that each error can be laid at the door of one stage.</summary>
public interface IStagedRecordExtractor : IRecordExtractor
{
    /// <summary>
    /// The records that come out when the stages from <see cref="ExtractionStage.MentionProposal"/> to <paramref name="last"/> give what gold says
    /// and the others run as ever.
    /// </summary>
    /// <param name="article">The article.</param>
    /// <param name="gold">What the article truly says; names that its text does not hold are passed over.</param>
    /// <param name="last">The last stage to be replaced, at most <see cref="ExtractionStage.Label"/>; <see cref="ExtractionStage.Reading"/> replaces none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IReadOnlyList<ModelRecord> ExtractWithGold(Article article, IReadOnlyList<GoldRecord> gold, ExtractionStage last, CancellationToken cancellationToken = default);
}
