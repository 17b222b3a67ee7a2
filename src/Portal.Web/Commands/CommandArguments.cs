namespace Portal.Web.Commands;

/// <summary>Splits what stands behind the program's name: settings go to the configuration, the rest to the verb.</summary>
/// <param name="Verb">The verb and its own arguments; empty when the portal is to be served.</param>
/// <param name="Settings">Arguments such as <c>--Portal:Database:Engine=SqlServer</c> and <c>--urls</c>.</param>
internal sealed record CommandArguments(string[] Verb, string[] Settings)
{
    private static readonly string[] SettingPrefixes = ["--Portal:", "--Logging:", "--Kestrel:", "--urls", "--environment"];

    /// <summary>Reads the arguments. Without a verb all of them are settings.</summary>
    public static CommandArguments Read(string[] arguments)
    {
        var asksForHelp = arguments.Length > 0 && arguments[0] is "-h" or "--help" or "-?" or "--version";
        if (arguments.Length == 0 || (arguments[0].StartsWith('-') && !asksForHelp))
        {
            return new CommandArguments([], arguments);
        }

        var verb = new List<string>();
        var settings = new List<string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!SettingPrefixes.Any(prefix => arguments[index].StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                verb.Add(arguments[index]);
                continue;
            }

            settings.Add(arguments[index]);
            if (!arguments[index].Contains('=', StringComparison.Ordinal) && index + 1 < arguments.Length)
            {
                settings.Add(arguments[++index]);
            }
        }

        return new CommandArguments([.. verb], [.. settings]);
    }
}
