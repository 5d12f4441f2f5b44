using System.Text.Json;

namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>A trained model of a folder.</summary>
/// <param name="Card">What it says of itself.</param>
/// <param name="IsInUse">Whether the extractor uses it.</param>
public sealed record StoredModel(ModelCard Card, bool IsInUse);

/// <summary>
/// A folder of trained models, one folder a version with the model and its card; <c>current.txt</c> names the one in use. Without it, or
/// without the folder, the model that ships with the program is used. Versions are never overwritten or removed.
/// </summary>
/// <param name="folder">The folder; need not exist.</param>
public sealed class ModelStore(string folder)
{
    /// <summary>The model's file name.</summary>
    public const string ModelFile = "extractor.model";

    /// <summary>The card's file name.</summary>
    public const string CardFile = "extractor.card.json";

    /// <summary>The name under which the model that ships with the program is known.</summary>
    public const string Shipped = "shipped";

    private const string CurrentFile = "current.txt";

    private string CurrentPath => Path.Combine(folder, CurrentFile);

    /// <summary>Version of the model in use; <see cref="Shipped"/> for the program's own.</summary>
    public string InUse => File.Exists(CurrentPath) ? File.ReadAllText(CurrentPath).Trim() : Shipped;

    /// <summary>The model in use.</summary>
    /// <exception cref="ModelFileException">The one named is missing or unsound; the message names the file.</exception>
    public TrainedModel Current() => Load(InUse);

    /// <summary>A model by its version.</summary>
    /// <exception cref="ModelFileException">It is missing or unsound.</exception>
    public TrainedModel Load(string version)
    {
        if (version == Shipped)
        {
            return TrainedModel.Shipped();
        }

        var path = PathOf(version, ModelFile);
        return File.Exists(path) ? TrainedModel.Load(path) : throw new ModelFileException($"{path}: there is no such model; \"models use {Shipped}\" goes back to the program's own");
    }

    /// <summary>The versions of the folder, the newest first.</summary>
    public IReadOnlyList<StoredModel> List() => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateDirectories(folder).Select(CardIn).OfType<ModelCard>()
            .OrderByDescending(c => c.TrainedOn).ThenByDescending(c => c.Version, StringComparer.Ordinal).Select(c => new StoredModel(c, c.Version == InUse)),
    ];

    /// <summary>Adds a model as a version of its own; a version that is there already is replaced by the same training's result.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public void Add(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Write(Path.Combine(folder, model.Card.Version), model);
    }

    /// <summary>Makes a version the one in use; false when there is none of that name.</summary>
    public bool Use(string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        if (version == Shipped)
        {
            File.Delete(CurrentPath);
            return true;
        }

        if (version.AsSpan().IndexOfAny('/', '\\') >= 0 || !File.Exists(PathOf(version, ModelFile)))
        {
            return false;
        }

        File.WriteAllText(CurrentPath + ".part", version + "\n");
        File.Move(CurrentPath + ".part", CurrentPath, overwrite: true);
        return true;
    }

    /// <summary>Writes a model and its card into a folder as they are, for shipping.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Write(string target, TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Directory.CreateDirectory(target);
        model.Save(Path.Combine(target, ModelFile));
        File.WriteAllText(Path.Combine(target, CardFile), model.Card.ToJson() + "\n");
    }

    /// <summary>The card of the model in a folder; null when there is none that can be read.</summary>
    public static ModelCard? CardIn(string target)
    {
        var path = Path.Combine(target, CardFile);
        try
        {
            return File.Exists(path) ? ModelCard.Parse(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string version, string file) => Path.Combine(folder, version, file);
}
