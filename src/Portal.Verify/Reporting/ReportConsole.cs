using Spectre.Console;

namespace Portal.Verify.Reporting;

/// <summary>Consoles that give a file or a pipe plain text, as wide as it wants to be.</summary>
internal static class ReportConsole
{
    private const int PlainWidth = 240;

    public static IAnsiConsole Output() => Make(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error() => Make(Console.Error, Console.IsErrorRedirected);

    /// <summary>A console that writes plain text.</summary>
    public static IAnsiConsole Plain(TextWriter writer) => Make(writer, isRedirected: true);

    private static IAnsiConsole Make(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
