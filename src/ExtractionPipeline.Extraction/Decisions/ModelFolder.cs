namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>A folder with a trained model and its card.</summary>
public static class ModelFolder
{
    /// <summary>The model's file name.</summary>
    public const string ModelFile = "extractor.model";

    /// <summary>The card's file name.</summary>
    public const string CardFile = "extractor.card.json";

    /// <summary>The card of the model in the folder; null when there is none that can be read.</summary>
    public static ModelCard? CardIn(string folder)
    {
        var path = Path.Combine(folder, CardFile);
        try
        {
            return File.Exists(path) ? ModelCard.Parse(File.ReadAllText(path)) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes model and card; a model that was there is kept under its version.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Write(string folder, TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Directory.CreateDirectory(folder);
        model.Save(Path.Combine(folder, ModelFile));
        File.WriteAllText(Path.Combine(folder, CardFile), model.Card.ToJson() + "\n");
    }
}
