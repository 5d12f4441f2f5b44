using BenchmarkDotNet.Running;
using ExtractionPipeline.Benchmarks.Ingestion;

// Runs of the whole worker are no micro-benchmarks: they have a beginning, an end and servers of their own.
switch (args.FirstOrDefault())
{
    case "soak":
        return await LargeSoak.RunAsync();
    case "throughput":
        return await Throughput.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 3000);
    case "polling":
        return await Polling.RunAsync();
    case "serve":
        return await PageServer.RunAsync(args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(LargeSoak).Assembly).Run(args);
        return 0;
}
