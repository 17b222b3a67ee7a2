using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Storage.Intake;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Settling;
using Portal.Worker.Sources.Replay;
using Spectre.Console;

namespace Portal.Web.Commands;

/// <summary><c>replay</c>: settles a recorded file through the same intake and worker.</summary>
internal static class ReplayCommand
{
    public static Command Make(PortalCommandLine commands)
    {
        var file = new Argument<string>("file") { Description = "The recorded file." };
        var format = new Option<string>("--format") { Required = true, Description = $"How to read it: {string.Join(", ", ReplayFormat.Names)}." };
        format.AcceptOnlyFromAmong([.. ReplayFormat.Names]);
        var fund = new Option<string?>("--fund") { Description = "The fund of symbols that no fund lists; without it the symbol's suffix decides." };
        var speed = new Option<string>("--speed") { DefaultValueFactory = static _ => "max", Description = "max, or how many times as fast as recorded, for example 60x." };
        var symbol = new Option<string?>("--symbol") { Description = "The symbol of a file that has one alone and does not tell it." };
        var columns = new Option<string[]>("--column") { Description = "A column by what it is, for example deficit=deficit_usd (format deficits: deficit, symbol, time)." };
        var json = new Option<bool>("--json") { Description = "Prints the summary as JSON." };
        var command = new Command("replay", "Settles a recorded file.") { file, format, fund, speed, symbol, columns, json };
        command.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services =>
            {
                var pairs = (parsed.GetValue(columns) ?? []).Select(static column => column.Split('=', 2)).ToList();
                if (pairs.FirstOrDefault(static pair => pair.Length != 2) is { } bad)
                {
                    return Task.FromResult(PortalCommandLine.CouldNot(new Problem("bad-column", "column", $"'{bad[0]}' is not of the form what=name.")));
                }

                var options = new ReplayOptions
                {
                    File = parsed.GetRequiredValue(file),
                    Format = parsed.GetRequiredValue(format),
                    FundId = parsed.GetValue(fund),
                    Symbol = parsed.GetValue(symbol),
                    Columns = pairs.ToImmutableDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal),
                };
                return RunAsync(services, options, parsed.GetRequiredValue(speed), parsed.GetValue(json), cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, ReplayOptions options, string speedText, bool asJson, CancellationToken cancellation)
    {
        var rulebook = (await services.GetRequiredService<LedgerPositions>().ReadAsync(cancellation)).State.Rulebook;
        var speed = ReplaySpeed.Read(speedText);
        var problem = speed.Problem
            ?? (options.FundId is { } fundId && rulebook.FindPolicy(fundId) is null ? new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.") : null);
        if (problem is not null)
        {
            return PortalCommandLine.CouldNot(problem);
        }

        var opened = ReplayFile.Open(options with { Rulebook = rulebook }, services.GetRequiredService<MasterSecret>());
        if (opened.Problem is { } fileProblem)
        {
            return PortalCommandLine.CouldNot(fileProblem);
        }

        using var file = opened.Value;
        var pacer = new ReplayPacer(services.GetRequiredService<TimeProvider>(), speed.Value);
        await TellPauseAsync(services, file.Format.Source, cancellation);
        var summary = await WithSinkAsync(services, file.Format.Source, sink => ReplayProgress.RunAsync(services, file, pacer, sink, asJson, cancellation), cancellation);
        if (asJson)
        {
            ReplayReport.WriteJson(Console.OpenStandardOutput(), summary, file.Format);
        }
        else
        {
            ReplayReport.Write(AnsiConsole.Console, summary, file.Format);
        }

        return summary.AllTaken ? 0 : PortalCommandLine.Refused;
    }

    private static async Task TellPauseAsync(IServiceProvider services, string source, CancellationToken cancellation)
    {
        if ((await services.GetRequiredService<SourcePauseStore>().ReadAllAsync(cancellation)).FirstOrDefault(paused => paused.Source == source) is { } pause)
        {
            PortalCommandLine.Complain($"The source '{source}' is paused by {pause.PausedBy} ({pause.Reason}): nothing is settled until it is resumed at /admin/sources. This waits.");
        }
    }

    /// <summary>Settles in this process when the lease is free, else sends to the process that holds it.</summary>
    private static async Task<ReplaySummary> WithSinkAsync(
        IServiceProvider services, string source, Func<IReplaySink, Task<ReplaySummary>> run, CancellationToken cancellation)
    {
        // The recording's clock is the only one here: nothing is judged by this machine's.
        services.GetRequiredService<IOptions<SettlementOptions>>().Value.JudgesPassingTime = false;
        if (await services.GetRequiredService<LeaseKeeper>().TryTakeAsync(address: null, waits: false, cancellation) is not { } fence)
        {
            return await SendAsync(services, source, run, cancellation);
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var queue = services.GetRequiredService<IntakeQueue>();
        var settling = services.GetRequiredService<SettlementWorker>().SettleAsync(fence, ending.Token);
        try
        {
            var running = run(new QueueSink(queue, source));
            await Task.WhenAny(running, settling);
            return running.IsCompleted ? await running : throw new NotSettledException("Another process settles now; run the replay again, which is safe.");
        }
        finally
        {
            await ending.CancelAsync();
            await settling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<ReplaySummary> SendAsync(
        IServiceProvider services, string source, Func<IReplaySink, Task<ReplaySummary>> run, CancellationToken cancellation)
    {
        var holder = await services.GetRequiredService<LeaseStore>().ReadAsync(cancellation);
        if (string.IsNullOrEmpty(holder.Address))
        {
            throw new NotSettledException("Another process settles and takes no records in; try again when it has ended.");
        }

        var time = services.GetRequiredService<TimeProvider>();
        var keys = services.GetRequiredService<IntakeKeyStore>();
        var keyId = await keys.FindAdmittedAsync(source, time.GetUtcNow(), cancellation) is [var held, ..] ? held.KeyId
            : (await keys.AddAsync(source, time.GetUtcNow(), cancellation))?.KeyId
            ?? throw new NotSettledException($"Somebody has just made a key for '{source}'; run the replay again, which is safe.");
        PortalCommandLine.Complain($"Another process settles; the records are sent to {holder.Address}.");
        using var client = new HttpClient { BaseAddress = new Uri(holder.Address) };
        return await run(new HttpSink(client, source, services.GetRequiredService<MasterSecret>().IntakeSecret(keyId), time));
    }
}
