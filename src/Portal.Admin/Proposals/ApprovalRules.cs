using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;

namespace Portal.Admin.Proposals;

/// <summary>What an operator sets about approvals.</summary>
public sealed class ApprovalOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Portal:Approvals";

    /// <summary>The share of a fund's balance, parts per million, above which withdrawals within 24 hours need two approvers.</summary>
    [Range(0, PartsPerMillion.Whole)]
    public int LargeWithdrawalPpm { get; set; } = 50_000;
}

/// <summary>How many people have to approve what.</summary>
public sealed class ApprovalRules(RollupStore rollups, LedgerStore ledger, ProposalSources sources, CorrectionsOfLate corrections, IOptions<ApprovalOptions> options)
{
    private const int LargeWithdrawalApprovals = 2;
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>One; two for a withdrawal, for taking back what came in, or for a draw that people have typed, that with the withdrawals of the last 24 hours is more than the set share of the balance.</summary>
    /// <remarks>
    /// What went out is added up by itself, whatever came in beside it; and what operators paid in, or took back of what had been paid out, within those hours does
    /// not count as balance. Otherwise two people could pay in what does not exist and take out half of what does. Records that they put right count like both.
    /// </remarks>
    /// <param name="change">What is proposed.</param>
    /// <param name="state">The ledger before it.</param>
    /// <param name="now">The clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<int> NeededAsync(ProposedChange change, LedgerState state, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(state);
        if (await TakenOutAsync(change, state, now, cancellation) is not { } taken || state.Find(taken.FundId) is not { } fund)
        {
            return 1;
        }

        // By whole hours of the fund's own clock, so that an hour counts as long as any minute of it does.
        var clock = (fund.LastRecordedAt > now ? fund.LastRecordedAt : now).ToUnixTimeMilliseconds();
        var from = BalanceRollup.StartOf(clock - (long)Window.TotalMilliseconds, (int)RollupRow.Hour);
        var hours = await rollups.ReadAsync(taken.FundId, RollupRow.Hour, from, long.MaxValue, RollupStore.PageMax, cancellation);
        var (paid, received) = await corrections.ReadAsync(taken.FundId, from, cancellation);
        var (takenOut, broughtIn) = (taken.Units + paid, received);
        foreach (var hour in hours)
        {
            takenOut += hour.WithdrawalUnits;
            broughtIn += hour.InjectionUnits;
        }

        foreach (var reversal in state.Rulebook.ReversalsOf(taken.FundId).Where(reversal => reversal.RecordedAt.ToUnixTimeMilliseconds() >= from))
        {
            var units = reversal.Body.Amount.Units;
            takenOut -= Math.Min(units, 0);
            broughtIn += Math.Max(units, 0);
        }

        var balance = Int128.Max(fund.BalanceUnits - broughtIn, 0);
        return takenOut * PartsPerMillion.Whole > balance * options.Value.LargeWithdrawalPpm ? LargeWithdrawalApprovals : 1;
    }

    // To take an injection back is to take money out, so it counts as that; and so does what the fund pays on operators' word.
    private async Task<(string FundId, Int128 Units)?> TakenOutAsync(ProposedChange change, LedgerState state, DateTimeOffset now, CancellationToken cancellation)
    {
        switch (change)
        {
            case Withdrawal withdrawal when withdrawal.ReadAmount(state) is { Problem: null, Value: var amount }:
                return (withdrawal.FundId, amount.Units);
            case Reversal reversal when await ledger.ReadEntryAsync(reversal.ReversedSequence, cancellation) is { } row:
                var moved = LedgerEntry.Read(row.Bytes).Body.ChangeUnits;
                return moved > 0 ? (reversal.FundId, moved) : null;
            case Correction correction when await correction.DecideAsync(
                sources, state.Fork(), new Signatures("(who proposes)", []).ForPreview(), now, cancellation) is { Problem: null, Value.Entries: var entries }:
                return entries[0] is { FundId: { } fundId, Body.ChangeUnits: var paid } && paid < 0 ? (fundId, -paid) : null;
            default:
                return null;
        }
    }
}
