using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Decisions;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Folds of the cross-validation, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Copies of each article with other names, which stand in its place when classifiers are fitted; 0 learns from the articles as they are.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Seed of folds, names and trainers: the same data and seed give the same model.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>The precision that automatic acceptance promises.</summary>
    public double Promise { get; init; } = 0.95;

    /// <summary>At this level of confidence.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Whether all of ML.NET's trainers are compared on every question; takes many times as long.</summary>
    public bool ComparesTrainers { get; init; }

    /// <summary>Families of features to leave out, by number: 1 words around a mention, 2 forms of names, 3 what the rules say, 4 place and salience, 5 phrases, 6 what stands between two mentions, 7 fields, 8 claims.</summary>
    public IReadOnlyCollection<int> WithoutFeatures { get; init; } = [];

    /// <summary>How many of the articles were reviewed rather than annotated, for the card.</summary>
    public int ReviewedArticles { get; init; }

    /// <summary>Day of training, for the card.</summary>
    public required DateOnly Today { get; init; }
}

/// <summary>What training gives.</summary>
/// <param name="Model">The model, trained on all articles.</param>
/// <param name="HeldOut">For each article the records that classifiers extract which have not seen it.</param>
public sealed record TrainingResult(TrainedModel Model, IReadOnlyList<IReadOnlyList<ModelRecord>> HeldOut);

/// <summary>
/// Trains the extractor's classifiers on annotated articles: cross-validation by groups, calibration and acceptance thresholds on what was held
/// out, and at last a model on everything. Deterministic.
/// </summary>
public sealed class ExtractorTraining
{
    private readonly ExtractionRoom room = ExtractionRoom.Load();

    /// <param name="articles">The articles to learn from, at least one of them with records in every fold.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told of every step in a line.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public TrainingResult Run(IReadOnlyList<TrainingArticle> articles, TrainingOptions options, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        ArgumentNullException.ThrowIfNull(options);
        var material = TrainingMaterial.Of(room, articles, options);
        var trainer = new TrainerOptions { Seed = options.Seed, WithoutFeatures = options.WithoutFeatures };
        var trained = new CrossTraining(room.Decoder, new DecisionTrainer(trainer), options.Folds, progress, options.ComparesTrainers ? new TrainerComparison(trainer, TimeProvider.System) : null).Run(material, options, cancellationToken);
        var card = new ModelCard
        {
            Version = $"{options.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{HashOf(articles)[..8]}",
            TrainedOn = options.Today,
            DataHash = HashOf(articles),
            Articles = articles.Count,
            ReviewedArticles = options.ReviewedArticles,
            Copies = options.Copies,
            Seed = options.Seed,
            Trainer = TrainerOptions.Describe(),
            Folds = options.Folds,
            Decisions = trained.Figures,
            Acceptance = trained.Acceptance,
        };
        var extractors = trained.ByFold.Select(set => new RecordExtractor(room, set, trained.Acceptance.Record, "held-out")).ToList();
        var heldOut = new IReadOnlyList<ModelRecord>[articles.Count];
        Parallel.For(0, heldOut.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => heldOut[i] = extractors[material.FoldOf[i]].Extract(articles[i].Article, cancellationToken));
        return new TrainingResult(new TrainedModel(trained.Final, card), heldOut);
    }

    /// <summary>Hash over texts and gold, in the order of the articles' ids.</summary>
    private static string HashOf(IReadOnlyList<TrainingArticle> articles)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var article in articles.OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{article.Id}\n{article.Article.Text}\n{System.Text.Json.JsonSerializer.Serialize(article.Records)}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
