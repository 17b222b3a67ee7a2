using System.CommandLine;
using Portal.Verify.Reporting;

namespace Portal.Verify;

/// <summary>The command line of a check: as a program of its own, and as the portal's verb.</summary>
public static class VerifyCommand
{
    private const string DefaultAddress = "http://localhost:5080";

    private const string Description = "Checks a portal's whole log and every balance in it from its public files alone. Exit code 0: all is as published; 1: not; 2: could not check.";

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var location = new Argument<string>("address or folder") { Description = "The portal's address, or a folder with the files of its log." };
        var options = new Options();
        var root = options.AddTo(new RootCommand(Description) { location });
        root.SetAction((parsed, cancellation) => VerifyRun.RunAsync(options.Read(parsed, parsed.GetRequiredValue(location)), cancellation));
        var parsed = root.Parse(arguments);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? VerifyRun.CouldNotRun : exit;
    }

    /// <summary>Makes the verb <c>verify</c>.</summary>
    public static Command MakeVerb()
    {
        var url = new Option<string>("--url") { DefaultValueFactory = static _ => DefaultAddress, Description = "The portal's address, or a folder with the files of its log." };
        var options = new Options();
        var verb = options.AddTo(new Command("verify", Description) { url });
        verb.SetAction((parsed, cancellation) => VerifyRun.RunAsync(options.Read(parsed, parsed.GetRequiredValue(url)), cancellation));
        return verb;
    }

    private sealed class Options
    {
        private readonly Option<string?> _state = new("--state") { Description = "Where the state of this check is kept when all is well; the next one goes on from it, and sees when history was rewritten." };
        private readonly Option<string?> _key = new("--key") { Description = "The log's key (vkey) as you know it from elsewhere; without it, that of the state, or else the one that the server names." };
        private readonly Option<string?> _save = new("--save") { Description = "A folder in which every file that is read is kept, to be checked again." };
        private readonly Option<bool> _json = new("--json") { Description = "Prints the report as JSON." };

        public T AddTo<T>(T command)
            where T : Command
        {
            Array.ForEach<Option>([_state, _key, _save, _json], command.Options.Add);
            return command;
        }

        public VerifyRequest Read(ParseResult parsed, string location) => new()
        {
            Location = location,
            StateFile = parsed.GetValue(_state),
            Key = parsed.GetValue(_key),
            SaveFolder = parsed.GetValue(_save),
            AsJson = parsed.GetValue(_json),
        };
    }
}
