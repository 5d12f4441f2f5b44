using System.Text;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>The program's output: results on standard output, all else on standard error; plain when piped.</summary>
internal sealed class Terminal : IDisposable
{
    private const int PipedWidth = 200;

    private Terminal(TextWriter output, TextWriter error, bool isOutputTerminal, bool isErrorTerminal)
    {
        Output = output;
        IsOutputTerminal = isOutputTerminal;
        Results = Console(output, isOutputTerminal);
        Messages = Console(error, isErrorTerminal);
        IsErrorTerminal = isErrorTerminal;
    }

    /// <summary>Results as they are, without markup.</summary>
    public TextWriter Output { get; }

    /// <summary>Results with markup.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Progress, notes and errors.</summary>
    public IAnsiConsole Messages { get; }

    public bool IsOutputTerminal { get; }

    public bool IsErrorTerminal { get; }

    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(System.Console.OpenStandardOutput(), utf8, 16 * 1024) { AutoFlush = !System.Console.IsOutputRedirected };
        var error = new StreamWriter(System.Console.OpenStandardError(), utf8) { AutoFlush = true };
        return new Terminal(output, error, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);
    }

    /// <summary>A terminal that writes elsewhere, as if piped.</summary>
    public static Terminal To(TextWriter output, TextWriter error) => new(output, error, false, false);

    /// <summary>One line that names what went wrong.</summary>
    public void Error(string message) => Messages.MarkupLineInterpolated($"[red]error:[/] {SafeText.Plain(message)}");

    public void Note(string message) => Messages.WriteLine(SafeText.Plain(message));

    public void Dispose() => Output.Flush();

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var noColour = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && !noColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PipedWidth;
        }

        return console;
    }
}
