using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>An article to learn from.</summary>
/// <param name="Id">Its id, for messages.</param>
/// <param name="Article">The article as the reader gives it.</param>
/// <param name="Records">What it truly says.</param>
/// <param name="Group">Articles of one group tell of the same event and never stand on both sides of a cross-validation.</param>
/// <param name="Weight">How much its examples count; 1 for gold.</param>
public sealed record TrainingArticle(string Id, Article Article, IReadOnlyList<GoldRecord> Records, string Group, float Weight = 1);
