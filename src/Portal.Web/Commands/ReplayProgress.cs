using System.Globalization;
using System.Runtime.CompilerServices;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Sources.Replay;
using Spectre.Console;

namespace Portal.Web.Commands;

/// <summary>Runs a replay with a progress bar where there is a terminal to show it.</summary>
internal static class ReplayProgress
{
    public static async Task<ReplaySummary> RunAsync(
        IServiceProvider services, ReplayFile file, ReplayPacer pacer, IReplaySink sink, bool quiet, CancellationToken cancellation)
    {
        var session = new ReplaySession(sink, services.GetRequiredService<LedgerStore>());
        var records = PaceAsync(file, pacer, cancellation);
        if (quiet || Console.IsErrorRedirected)
        {
            await session.RunAsync(records, static _ => { }, cancellation);
            return session.Summary;
        }

        await PortalCommandLine.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("Settling", maxValue: Math.Max(1, file.Length));
                await session.RunAsync(
                    records,
                    summary =>
                    {
                        bar.Value = file.BytesRead;
                        bar.Description = string.Create(CultureInfo.InvariantCulture, $"{summary.Read:N0} records");
                    },
                    cancellation);
                bar.Value = bar.MaxValue;
            });
        return session.Summary;
    }

    private static async IAsyncEnumerable<IntakeRecord> PaceAsync(ReplayFile file, ReplayPacer pacer, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var record in file.Read())
        {
            await pacer.WaitAsync(record, cancellation);
            yield return record;
        }
    }
}
