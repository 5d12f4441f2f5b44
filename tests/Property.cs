using CsCheck;

namespace ExtractionPipeline.Tests.Support;

/// <summary>
/// Property tests over generated cases that are the same in every run, so that a red run is never chance.
/// With the environment variable <c>EXPLORE</c> set to a number of cases, as many new random ones are tried instead, and shrunk when they fail.
/// </summary>
internal static class Property
{
    private const int Stream = 1;
    private const ulong Seed = 20_260_401;

    public static void ForAll<T>(Gen<T> cases, Action<T> holds, int count = 1000)
    {
        if (long.TryParse(Environment.GetEnvironmentVariable("EXPLORE"), out var explore))
        {
            cases.Sample(holds, iter: explore);
            return;
        }

        var random = new PCG(Stream, Seed);
        for (var i = 0; i < count; i++)
        {
            var one = cases.Generate(random, null, out _);
            try
            {
                holds(one);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"the property fails for {Check.Print(one)}", e);
            }
        }
    }
}
