using System.Globalization;
using Portal.Verify.Checking;
using Spectre.Console;

namespace Portal.Verify.Reporting;

/// <summary>Shows how far a check is: a bar on a terminal, a line now and then elsewhere.</summary>
internal static class ProgressDisplay
{
    private const int PlainLines = 10;

    public static async Task<VerifyReport> RunAsync(IAnsiConsole console, bool quiet, Func<IProgress<CheckProgress>, Task<VerifyReport>> check)
    {
        if (quiet || !console.Profile.Capabilities.Ansi)
        {
            return await check(new Plain(quiet ? null : console));
        }

        return await console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => check(new Bar(context.AddTask("Reading the checkpoint"))));
    }

    private static string Text(CheckProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{progress.Entries:#,0} of {progress.Size:#,0} entries");

    private sealed class Bar(ProgressTask task) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value)
        {
            task.MaxValue = Math.Max(1, value.Size);
            task.Value = value.Entries;
            task.Description = Text(value);
        }
    }

    private sealed class Plain(IAnsiConsole? console) : IProgress<CheckProgress>
    {
        private long _nextAt;

        public void Report(CheckProgress value)
        {
            if (value.Entries >= _nextAt)
            {
                console?.WriteLine(Text(value));
                _nextAt = value.Entries + Math.Max(1, value.Size / PlainLines);
            }
        }
    }
}
