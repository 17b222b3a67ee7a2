using System.CommandLine;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Web.Commands;

/// <summary><c>fund add</c>: opens a fund; the opening balance is its first entry.</summary>
internal static class FundCommand
{
    private const int DefaultScale = 8;

    public static Command Make(PortalCommandLine commands)
    {
        var id = new Argument<string>("id") { Description = "The fund's id as it stands in addresses." };
        var asset = new Option<string>("--asset") { Required = true, Description = "What the fund holds, for example USDT." };
        var opening = new Option<string>("--opening") { Required = true, Description = "The opening balance." };
        var scale = new Option<int?>("--scale") { Description = $"Decimals of the asset, 0 to 12, fixed at its first use; {DefaultScale} if not given." };
        var opened = new Option<string?>("--opened") { Description = "When it was opened (RFC 3339); now if not given." };
        var name = new Option<string?>("--name") { Description = "The name to show; the id if not given." };
        var floor = new Option<string?>("--floor") { Description = "What the fund never goes below by paying; 0 if not given." };
        var cap = new Option<long?>("--surplus-cap-ppm") { Description = "The most of a surplus it takes, in parts per million of the fill notional; all if not given." };
        var symbols = new Option<string?>("--symbols") { Description = "Symbols it covers, separated by commas; * takes every symbol of its asset that no other fund lists." };
        var demo = new Option<bool>("--demo") { Description = "Marks it as a demonstration for ever: every page says so, and only such a fund takes mirrored liquidations." };
        var add = new Command("add", "Opens a fund.") { id, asset, opening, scale, opened, name, floor, cap, symbols, demo };
        add.SetAction((parsed, cancellation) => commands.WithServicesAsync(
            services => AddAsync(
                services,
                new Request(
                    parsed.GetRequiredValue(id),
                    parsed.GetRequiredValue(asset),
                    parsed.GetRequiredValue(opening),
                    parsed.GetValue(scale),
                    parsed.GetValue(opened),
                    parsed.GetValue(name),
                    parsed.GetValue(floor) ?? "0",
                    parsed.GetValue(cap),
                    parsed.GetValue(symbols),
                    parsed.GetValue(demo)),
                cancellation),
            cancellation));
        return new Command("fund", "Opens funds.") { add };
    }

    private static async Task<int> AddAsync(IServiceProvider services, Request request, CancellationToken cancellation)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var now = CommandTime.Now(clock);
        var opened = request.Opened is null ? now : CommandTime.Read(request.Opened, "opened");
        if ((opened.Problem ?? (opened.Value > now ? new Problem("in-the-future", "opened", "lies in the future.") : null)) is { } timeProblem)
        {
            return PortalCommandLine.Refuse(timeProblem);
        }

        var written = await services.GetRequiredService<DecisionStore>().WriteAsync(
            state => Decide(state, request, opened.Value),
            CommandAudit.Of(now, "fund.opened", request.Id, entry => new { sequence = entry.Sequence, asset = request.Asset, opening = request.Opening, symbols = request.Symbols, demo = request.IsDemo }),
            cancellation);
        if (written.Problem is { } problem)
        {
            return PortalCommandLine.Refuse(problem);
        }

        var entry = written.Value.First(static entry => entry.Body is FundOpened);
        PortalCommandLine.Say($"Fund [bold]{request.Id}[/] is open with {entry.BalanceAfter!.Value} {request.Asset} (entry {entry.Sequence}).");
        return 0;
    }

    private static Checked<System.Collections.Immutable.ImmutableArray<LedgerEntry>> Decide(LedgerState state, Request request, DateTimeOffset at)
    {
        var scale = request.Scale ?? state.Rulebook.FindAsset(request.Asset)?.Scale ?? DefaultScale;
        if (Asset.Check(request.Asset, scale) is { } assetProblem)
        {
            return assetProblem;
        }

        var asset = new Asset(request.Asset, scale);
        var opening = Money.Read(request.Opening, asset, "opening");
        var floor = Money.Read(request.Floor, asset, "floor");
        var cap = request.SurplusCapPpm is { } ppm ? PartsPerMillion.From(ppm, "surplus-cap-ppm") : (Checked<PartsPerMillion>?)null;
        if ((opening.Problem ?? floor.Problem ?? cap?.Problem) is { } problem)
        {
            return problem;
        }

        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = at,
            FundId = request.Id,
            Name = (request.Name ?? request.Id).Normalize(NormalizationForm.FormC),
            Asset = asset,
            Floor = floor.Value,
            SurplusCap = cap?.Value,
            IsDemo = request.IsDemo,
            Symbols = [.. (request.Symbols ?? string.Empty).Normalize(NormalizationForm.FormC).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
        return LedgerDecisions.OpenFund(state, policy, opening.Value, CommandTime.OperatorHandle, at);
    }

    private sealed record Request(
        string Id, string Asset, string Opening, int? Scale, string? Opened, string? Name, string Floor, long? SurplusCapPpm, string? Symbols, bool IsDemo);
}
