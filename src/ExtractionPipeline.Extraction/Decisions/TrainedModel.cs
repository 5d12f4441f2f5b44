using System.IO.Compression;

namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>A file is no trained model, or one of another version of the program.</summary>
public sealed class ModelFileException(string message) : Exception(message);

/// <summary>All trained classifiers with their card: what the extractor needs besides its lexicons. Immutable.</summary>
public sealed class TrainedModel
{
    private const string Magic = "extraction-model/1";
    private const string Embedded = "ExtractionPipeline.Extraction.Models.extractor.model";

    internal TrainedModel(DecisionSet decisions, ModelCard card) => (Decisions, Card) = (decisions, card);

    /// <summary>What the model says of itself.</summary>
    public ModelCard Card { get; }

    internal DecisionSet Decisions { get; }

    /// <summary>The model that ships with the program.</summary>
    public static TrainedModel Shipped()
    {
        using var stream = typeof(TrainedModel).Assembly.GetManifestResourceStream(Embedded)
            ?? throw new ModelFileException("the program was built without a trained model");
        return Read(stream, "the shipped model");
    }

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="ModelFileException">It is none; the message names the file.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TrainedModel Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The model with figures measured on whole articles in its card.</summary>
    public TrainedModel WithFigures(double slotF1, double recordAccuracy, IReadOnlyDictionary<string, double> fieldF1) =>
        new(Decisions, Card with { SlotF1 = slotF1, RecordAccuracy = recordAccuracy, FieldF1 = fieldF1 });

    /// <summary>Writes the model to a file, whole or not at all.</summary>
    public void Save(string path)
    {
        var part = path + ".part";
        using (var file = File.Create(part))
        {
            Write(file);
        }

        File.Move(part, path, overwrite: true);
    }

    internal void Write(Stream stream)
    {
        using var zip = new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        using var writer = new BinaryWriter(zip);
        writer.Write(Magic);
        writer.Write(Card.ToJson());
        WriteThresholds(writer, Decisions.Thresholds);
        var models = Decisions.Models.OfType<DecisionModel>().ToList();
        writer.Write(models.Count);
        models.ForEach(m => Write(writer, m));
    }

    private static TrainedModel Read(Stream stream, string name)
    {
        try
        {
            using var reader = new BinaryReader(new BufferedStream(new BrotliStream(stream, CompressionMode.Decompress), 1 << 16));
            if (reader.ReadString() != Magic)
            {
                throw new ModelFileException($"{name}: this is no model of this version of the program");
            }

            var card = ModelCard.Parse(reader.ReadString());
            var set = DecisionSet.Empty with { Thresholds = ReadThresholds(reader) };
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                set = set.With(ReadModel(reader));
            }

            return new TrainedModel(set, card);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException or FormatException or ArgumentException or InvalidOperationException or System.Text.Json.JsonException)
        {
            throw new ModelFileException($"{name}: this is no model of this version of the program ({error.Message.Split('\n')[0]})");
        }
    }

    private static void Write(BinaryWriter writer, DecisionModel model)
    {
        writer.Write((int)model.Kind);
        writer.Write(model.Features.Count);
        foreach (var feature in model.Features)
        {
            writer.Write(feature.Key);
            writer.Write(feature.Name);
        }

        Write(writer, model.Weights);
        writer.Write(model.Bias);
        writer.Write(model.LinearShare);
        Write(writer, model.Trees.Roots);
        Write(writer, model.Trees.Columns);
        Write(writer, model.Trees.Thresholds);
        Write(writer, model.Trees.Lower);
        Write(writer, model.Trees.Upper);
        Write(writer, model.Trees.Leaves);
        writer.Write(model.Trees.Bias);
        Write(writer, model.Calibration.Scores);
        Write(writer, model.Calibration.Probabilities);
        writer.Write(model.Calibration.Slope);
        writer.Write(model.Calibration.Offset);
    }

    private static DecisionModel ReadModel(BinaryReader reader)
    {
        var kind = (DecisionKind)reader.ReadInt32();
        var features = new FeatureColumn[reader.ReadInt32()];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = new FeatureColumn(reader.ReadUInt64(), reader.ReadString());
        }

        var weights = ReadFloats(reader);
        var bias = reader.ReadSingle();
        var share = reader.ReadSingle();
        var trees = new TreeEnsemble(ReadInts(reader), ReadInts(reader), ReadFloats(reader), ReadInts(reader), ReadInts(reader), ReadFloats(reader), reader.ReadSingle());
        var calibration = new CalibrationMap(ReadFloats(reader), ReadFloats(reader), reader.ReadSingle(), reader.ReadSingle());
        return new DecisionModel(kind, features, weights, bias, trees, share, calibration);
    }

    private static void WriteThresholds(BinaryWriter writer, DecodingThresholds t) =>
        Write(writer, [t.ModelName, t.ModelPhrase, t.Topic, t.Record, t.Developer, t.Partner, t.Adopter, t.Specialty, t.Claim]);

    private static DecodingThresholds ReadThresholds(BinaryReader reader)
    {
        var v = ReadFloats(reader);
        return new DecodingThresholds { ModelName = v[0], ModelPhrase = v[1], Topic = v[2], Record = v[3], Developer = v[4], Partner = v[5], Adopter = v[6], Specialty = v[7], Claim = v[8] };
    }

    private static void Write(BinaryWriter writer, float[] values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static void Write(BinaryWriter writer, int[] values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static float[] ReadFloats(BinaryReader reader)
    {
        var values = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static int[] ReadInts(BinaryReader reader)
    {
        var values = new int[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
