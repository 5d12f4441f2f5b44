using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>One step of the schema.</summary>
/// <param name="Version">The version that the file has behind the step; steps count up by one from 1.</param>
/// <param name="Apply">Changes the file from the version before; runs in one transaction with the note of the new version.</param>
internal sealed record SchemaMigration(int Version, Action<ILiteEngine> Apply);
