using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Explanation;
using ExtractionPipeline.Extraction.Substitution;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction;

/// <summary>
/// Extracts records: rules propose names, institutions, fields and claims, trained classifiers decide.
/// Immutable and safe to use from any number of threads.
/// </summary>
public sealed class RecordExtractor : IStagedRecordExtractor
{
    private readonly ExtractionRoom room;
    private readonly DecisionSet decisions;
    private readonly double? acceptFrom;

    /// <summary>The extractor with the model that ships with the program.</summary>
    public RecordExtractor()
        : this(TrainedModel.Shipped())
    {
    }

    /// <summary>The extractor with a model of one's own.</summary>
    public RecordExtractor(TrainedModel model)
        : this(ExtractionRoom.Load(), (model ?? throw new ArgumentNullException(nameof(model))).Decisions, model.Card.Acceptance.Record, $"classifiers/{model.Card.Version}")
    {
    }

    internal RecordExtractor(ExtractionRoom room, DecisionSet decisions, double? acceptFrom, string version)
    {
        this.room = room;
        this.decisions = decisions;
        this.acceptFrom = acceptFrom;
        Version = version;
    }

    /// <inheritdoc />
    public string Version { get; }

    /// <inheritdoc />
    public IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        cancellationToken.ThrowIfCancellationRequested();
        return Run(room.Analyzer.Analyze(article), null);
    }

    /// <inheritdoc />
    public IReadOnlyList<ModelRecord> ExtractWithGold(Article article, IReadOnlyList<GoldRecord> gold, ExtractionStage last, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)last, (int)ExtractionStage.Label, nameof(last));
        cancellationToken.ThrowIfCancellationRequested();
        var text = room.Analyzer.Analyze(article);
        return Run(text, new GoldSubstitution(text, gold, last));
    }

    /// <summary>
    /// Extracts an article's records once more and tells what moved each value's probability most, by record id.
    /// Some hundred times slower than <see cref="Extract"/>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ValueExplanation>> Explain(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var explainer = new RecordExplainer(decisions, new FeatureWords());
        var decoded = room.Decoder.Decode(room.Analyzer.Analyze(article), decisions, explainer);
        var builder = new RecordBuilder(decoded, room.Lexicons, acceptFrom);
        var confidence = new RecordConfidence(new CandidateScorer(decisions, null));
        var explained = new Dictionary<string, IReadOnlyList<ValueExplanation>>(StringComparer.Ordinal);
        foreach (var selected in RecordSelection.Select(decoded, decisions.Thresholds))
        {
            var record = builder.Record(selected, confidence.Of(selected));
            explained[record.Id] = [.. explainer.Explain(selected, record, decoded)];
        }

        return explained;
    }

    private List<ModelRecord> Run(AnalyzedText text, GoldSubstitution? gold)
    {
        var decoded = room.Decoder.Decode(text, decisions, null, gold);
        var builder = new RecordBuilder(decoded, room.Lexicons, acceptFrom);
        var confidence = new RecordConfidence(new CandidateScorer(decisions, null));
        return [.. RecordSelection.Select(decoded, decisions.Thresholds).Select(s => builder.Record(s, confidence.Of(s)))];
    }
}
