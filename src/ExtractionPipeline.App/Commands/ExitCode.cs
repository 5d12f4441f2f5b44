namespace ExtractionPipeline.App.Commands;

/// <summary>The program's exit statuses.</summary>
internal static class ExitCode
{
    /// <summary>All went well; every input was read.</summary>
    public const int Success = 0;

    /// <summary>The program could not do its work: the store failed, or a fault of its own.</summary>
    public const int Failure = 1;

    /// <summary>Unusable arguments or settings.</summary>
    public const int Usage = 2;

    /// <summary>Some inputs could not be read; the others were.</summary>
    public const int SomeInputsFailed = 3;

    /// <summary>What was asked for is not there.</summary>
    public const int NotFound = 4;

    /// <summary>A model was trained, but the one in place is better.</summary>
    public const int Worse = 5;

    /// <summary>Interrupted from the keyboard.</summary>
    public const int Interrupted = 130;
}
