using System.Collections.Immutable;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Admin.Dashboard;

/// <summary>How the funds stand with ADL and whether a freeze is in force: read at most every few seconds, however many look.</summary>
public sealed class StandingWatch(LedgerPositions positions, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private (long At, ImmutableArray<FundStanding> Funds, FreezeInForce? Freeze)? _kept;

    /// <summary>As of now or a few seconds ago.</summary>
    public async Task<(ImmutableArray<FundStanding> Funds, FreezeInForce? Freeze)> ReadAsync(CancellationToken cancellation)
    {
        if (_kept is { } kept && time.GetElapsedTime(kept.At) < KeptFor)
        {
            return (kept.Funds, kept.Freeze);
        }

        var now = time.GetUtcNow();
        var (rulebook, funds) = await positions.LookAsync(cancellation);
        var standings = funds.Select(fund => Of(fund, rulebook, now)).ToImmutableArray();
        _kept = (time.GetTimestamp(), standings, rulebook.Freeze);
        return (standings, rulebook.Freeze);
    }

    private static FundStanding Of(FundState fund, Rulebook rulebook, DateTimeOffset now)
    {
        var policy = rulebook.FindPolicyAt(fund.FundId, now) ?? rulebook.FindPolicy(fund.FundId)!;

        // A fund that lives by a recording is judged by the recording's clock.
        var clock = fund.LastReplayed || fund.LastRecordedAt > now ? fund.LastRecordedAt : now;
        var peak = fund.PeakAtTime(clock).Units;
        return new FundStanding(
            fund.FundId,
            policy.Name,
            AdlTrigger.StateOf(fund.AdlSinceSequence is not null, fund.BalanceUnits, peak, policy.Thresholds),
            fund.Balance.ToString(),
            AdlTrigger.DrawdownPpm(fund.BalanceUnits, peak));
    }
}
