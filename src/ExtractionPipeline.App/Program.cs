using ExtractionPipeline.App.Commands;
using ExtractionPipeline.App.Rendering;

using var terminal = Terminal.OfProcess();
return await new CommandLine(terminal).RunAsync(args);
