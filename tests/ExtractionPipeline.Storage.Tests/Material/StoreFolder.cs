namespace ExtractionPipeline.Storage.Tests.Material;

/// <summary>A folder for one test, gone behind it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("store-");

    public string Store => this["store.db"];

    public string Log => this["store-log.db"];

    public string Root => _folder.FullName;

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
