using System.Collections.Immutable;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Sessions;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Rollups;

namespace Portal.Admin.Rates;

/// <summary>How rates stand, and what a proposed one would have done with the fees of the last days.</summary>
public sealed class RateReading(CurrentPerson current, LedgerPositions positions, FeeRollupStore fees, TimeProvider clock)
{
    /// <summary>How many days back an effect is worked out, today included.</summary>
    public static readonly ImmutableArray<int> Windows = [7, 30];

    /// <summary>The ledger, whose rates a page shows as time passes, and whether the person who looks may propose one.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<(LedgerState State, bool MayPropose)> ReadAsync(CancellationToken cancellation)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, cancellation);
        return ((await positions.ReadAsync(cancellation)).State, person.May(PersonRole.Proposer));
    }

    /// <summary>What a rate would have done over each of <see cref="Windows"/>; nothing for an unknown fund or kind.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<ImmutableArray<RateWindow>> ReadEffectsAsync(RateChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        var rulebook = (await positions.ReadAsync(cancellation)).State.Rulebook;
        if (rulebook.FindPolicy(change.FundId) is not { } policy || change.ToRate() is not { Problem: null, Value: var rate })
        {
            return [];
        }

        var start = await fees.ReadStartAsync(cancellation);
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var windows = ImmutableArray.CreateBuilder<RateWindow>();
        foreach (var days in Windows)
        {
            var since = today.AddDays(1 - days);
            var sums = await fees.ReadSinceAsync(change.FundId, since, cancellation);

            // A fee's period may begin a little after the moment that it is settled at.
            var isComplete = start.AfterMs is not { } after || DateTimeOffset.FromUnixTimeMilliseconds(after) + SettlementInput.AheadMax < since;
            windows.Add(new RateWindow(days, since, policy.Asset, RateEffect.Of(rate, rulebook.RatesOf(change.FundId), sums), isComplete ? null : start));
        }

        return windows.ToImmutable();
    }
}

/// <summary>What a rate would have done with the fees of some days.</summary>
/// <param name="Days">How many, today included.</param>
/// <param name="Since">When the first begins.</param>
/// <param name="Asset">What is counted in.</param>
/// <param name="Effect">What it would have done.</param>
/// <param name="MissingBefore">Up to which entry fees are missing from it; null when all are there.</param>
public sealed record RateWindow(int Days, DateTimeOffset Since, Asset Asset, RateEffect Effect, FeeRollupStart? MissingBefore);
