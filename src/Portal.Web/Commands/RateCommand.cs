using System.CommandLine;
using System.Globalization;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Spectre.Console;

namespace Portal.Web.Commands;

/// <summary><c>rate set</c> and <c>rate show</c>: the share of trading fees that goes to a fund.</summary>
internal static class RateCommand
{
    public static Command Make(PortalCommandLine commands) => new("rate", "Sets and shows the share of fees that goes to a fund.") { Set(commands), Show(commands) };

    private static Command Set(PortalCommandLine commands)
    {
        var fund = new Argument<string>("fund") { Description = "The fund." };
        var share = new Option<long>("--share-ppm") { Required = true, Description = "The share in parts per million, 0 to 1000000." };
        var market = new Option<string?>("--market") { Description = "The one market it applies to; all if not given." };
        var kind = new Option<string?>("--fee-kind") { Description = "The one fee kind it applies to; all if not given." };
        kind.AcceptOnlyFromAmong([.. ChoiceText.All<FeeKind>()]);
        var effective = new Option<string?>("--effective") { Description = "From when on (RFC 3339), never before now except for a fund's first rate; if not given now, or in 10 minutes where an owner has been added and the rate takes another's place." };
        var reason = new Option<string>("--reason") { Required = true, Description = "Why; public for ever." };
        var set = new Command("set", "Sets a rate from a time on.") { fund, share, market, kind, effective, reason };
        set.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => SetAsync(
                services,
                new Request(
                    parsed.GetRequiredValue(fund),
                    parsed.GetRequiredValue(share),
                    parsed.GetValue(market)?.Normalize(NormalizationForm.FormC),
                    parsed.GetValue(kind) is { } feeKind ? ChoiceText.Find<FeeKind>(feeKind) : null,
                    parsed.GetValue(effective),
                    parsed.GetRequiredValue(reason).Normalize(NormalizationForm.FormC)),
                cancellation),
            cancellation));
        return set;
    }

    private static async Task<int> SetAsync(IServiceProvider services, Request request, CancellationToken cancellation)
    {
        var now = CommandTime.Now(services.GetRequiredService<TimeProvider>());
        var from = request.Effective is { } text ? CommandTime.Read(text, "effective") : (Checked<DateTimeOffset>?)null;
        var ppm = PartsPerMillion.From(request.SharePpm, "share-ppm");
        if ((from?.Problem ?? ppm.Problem) is { } inputProblem)
        {
            return PortalCommandLine.Refuse(inputProblem);
        }

        var isAsked = RateNotice.IsAsked(await services.GetRequiredService<PersonStore>().ReadAllAsync(cancellation));
        var written = await services.GetRequiredService<DecisionStore>().WriteAsync(
            state =>
            {
                var effective = RateNotice.EffectiveAt(state, request.Fund, request.Market, request.Kind, from?.Value, now, isAsked);
                return effective.Problem is { } tooSoon
                    ? tooSoon
                    : LedgerDecisions.SetRate(
                        state, request.Fund, new RateSet(request.Market, request.Kind, ppm.Value, effective.Value, request.Reason, CommandTime.OperatorHandle), now);
            },
            CommandAudit.Of(now, "rate.set", request.Fund, static entry => DetailsOf(entry)),
            cancellation);
        if (written.Problem is { } problem)
        {
            return PortalCommandLine.Refuse(problem);
        }

        var set = (RateSet)written.Value[0].Body;
        PortalCommandLine.Say($"{set.Share.Value} ppm of fees go to [bold]{request.Fund}[/] from {set.EffectiveAt:yyyy-MM-dd HH:mm:ss} UTC on (entry {written.Value[0].Sequence}).");
        return 0;
    }

    private static object DetailsOf(LedgerEntry entry)
    {
        var set = (RateSet)entry.Body;
        return new
        {
            sequence = entry.Sequence,
            sharePpm = set.Share.Value,
            market = set.Market,
            feeKind = set.FeeKind is { } kind ? ChoiceText.Of(kind) : null,
            effective = set.EffectiveAt.UtcDateTime,
            reason = set.Reason,
        };
    }

    private static Command Show(PortalCommandLine commands)
    {
        var show = new Command("show", "Prints the rates in force, scheduled and past.");
        show.SetAction((_, cancellation) => commands.WithServicesAsync(
            async services =>
            {
                var position = await services.GetRequiredService<LedgerPositions>().ReadAsync(cancellation);
                var now = CommandTime.Now(services.GetRequiredService<TimeProvider>());
                var rates = position.State.Rulebook.Rates.ToList();
                var table = new Table().AddColumns("fund", "market", "fee kind", "share ppm", "from", "state", "set", "by", "reason");
                foreach (var rate in rates)
                {
                    table.AddRow(new[]
                    {
                        rate.FundId,
                        rate.Market ?? "all",
                        rate.Kind is { } kind ? ChoiceText.Of(kind) : "all",
                        rate.Share.Value.ToString(CultureInfo.InvariantCulture),
                        rate.EffectiveAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        AllocationRate.StandingOf(rate, rates, now) switch
                        {
                            RateStanding.Scheduled => "scheduled",
                            RateStanding.Past => "past",
                            RateStanding.Suspended => "suspended",
                            RateStanding.Lapsed => "lapsed",
                            RateStanding.Cancelled => "cancelled",
                            _ => "in force",
                        },
                        rate.SetAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                        rate.By,
                        rate.Reason,
                    }.Select(Markup.Escape).ToArray());
                }

                AnsiConsole.Write(table);
                return 0;
            },
            cancellation));
        return show;
    }

    private sealed record Request(string Fund, long SharePpm, string? Market, FeeKind? Kind, string? Effective, string Reason);
}
