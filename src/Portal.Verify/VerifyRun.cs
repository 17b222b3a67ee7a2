using Portal.Settlement.TransparencyLog;
using Portal.Verify.Checking;
using Portal.Verify.Files;
using Portal.Verify.Reporting;
using Spectre.Console;

namespace Portal.Verify;

/// <summary>Checks a portal's log and tells how it went.</summary>
public static class VerifyRun
{
    /// <summary>Everything is as published.</summary>
    public const int Sound = 0;

    /// <summary>Something is not.</summary>
    public const int NotSound = 1;

    /// <summary>It could not be checked.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Runs a check from the command line: the report goes to standard output, everything else to standard error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(VerifyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var error = ReportConsole.Error();
        try
        {
            var report = await ProgressDisplay.RunAsync(
                error, quiet: request.AsJson, progress => CheckAsync(request, progress, TimeProvider.System, cancellation));
            if (request.AsJson)
            {
                await using var output = Console.OpenStandardOutput();
                ReportJson.Write(output, report);
            }
            else
            {
                ReportText.Write(ReportConsole.Output(), report);
            }

            return report.IsSound ? Sound : NotSound;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            error.MarkupLine("[yellow]Stopped. Nothing was found so far, and nothing is proved.[/]");
            return CouldNotRun;
        }
        catch (CouldNotRunException exception)
        {
            error.MarkupLineInterpolated($"[red]Could not check: {exception.Message}[/]");
            return CouldNotRun;
        }
    }

    /// <summary>Checks a log. The state is written when all is well, and only then.</summary>
    /// <exception cref="CouldNotRunException">It could not be checked.</exception>
    public static async Task<VerifyReport> CheckAsync(
        VerifyRequest request, IProgress<CheckProgress> progress, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var files = LogLocation.Open(request.Location, time);
        return await CheckAsync(request, files, progress, time, cancellation);
    }

    internal static async Task<VerifyReport> CheckAsync(
        VerifyRequest request, ILogFiles files, IProgress<CheckProgress> progress, TimeProvider time, CancellationToken cancellation)
    {
        var key = request.Key is { } text ? ReadKey(text) : null;
        var before = request.StateFile is { } file ? await SavedState.ReadAsync(file, cancellation) : null;
        var saving = request.SaveFolder is { } folder ? new SavingLogFiles(files, folder) : null;
        var check = new LogCheck(saving ?? files, time, progress);
        var report = await check.RunAsync(key, before, cancellation);
        if (saving is not null)
        {
            await saving.FinishAsync(cancellation);
        }

        if (request.StateFile is { } target && check.Next is { } next)
        {
            await next.WriteAsync(target, cancellation);
        }

        return report;
    }

    private static VerifierKey ReadKey(string text)
    {
        try
        {
            return VerifierKey.Parse(text.Trim());
        }
        catch (FormatException exception)
        {
            throw new CouldNotRunException($"'{text}' is no key. {exception.Message}", exception);
        }
    }
}
