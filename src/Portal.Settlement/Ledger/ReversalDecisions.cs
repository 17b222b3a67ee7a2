using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Ledger;

/// <summary>Takes back an earlier entry: posts its exact opposite at the balance as it is now, once.</summary>
public static class ReversalDecisions
{
    private const string Field = "reversedSequence";

    /// <summary>Takes back an earlier entry that moved a fund's balance: a liquidation, a fee, money paid in or taken out.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="reversal">Which entry, why, and who proposed and approved it; what follows from the earlier entry is filled in.</param>
    /// <param name="reversed">The canonical bytes of the earlier entry, read from the ledger or proved to be in its log; empty when there is no such entry.</param>
    /// <param name="now">The settling clock.</param>
    /// <returns>
    /// The entry, already taken by the state; or a problem, and the state is as it was. What takes money out is held to what a withdrawal is held to: never below the
    /// floor, never while ADL is on, never in a freeze.
    /// </returns>
    public static Checked<ImmutableArray<LedgerEntry>> Reverse(
        LedgerState state, EntryReversed reversal, ReadOnlyMemory<byte> reversed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(reversal);
        var read = Read(state, reversal.ReversedSequence, reversed);
        if (read.Problem is { } unreadable)
        {
            return unreadable;
        }

        var earlier = read.Value;
        if (earlier.FundId is not { } fundId || state.Find(fundId) is not { } fund || !MovesMoney(earlier.Body))
        {
            return new Problem("not-reversible", Field, $"Entry {earlier.Sequence} ({earlier.Body.Kind}) is none that can be taken back: it moved no balance, or is not a liquidation, a fee, an injection or a withdrawal.");
        }

        var body = reversal with
        {
            ReversedKind = earlier.Body.Kind,
            ReversedLeafHash = Convert.ToHexStringLower(MerkleTree.LeafHash(reversed.Span)),
            Amount = new Money((long)-earlier.Body.ChangeUnits, fund.Asset),
            Uncovered = earlier.Body is LiquidationSettled { Result.Uncovered: { Units: > 0 } uncovered } ? uncovered : null,
        };
        var problem = LedgerDecisions.CheckText(body.Reason, LedgerDecisions.ReasonLengthMax, "reason")
            ?? (state.Rulebook.FindReversalOf(earlier.Sequence) is { } before
                ? new Problem("reversed-already", Field, $"Entry {earlier.Sequence} was taken back by entry {before.Sequence}.")
                : null)
            ?? (body.Amount.Units < 0 ? CheckTaking(state, fund, body.Amount) : CheckGiving(fund, body));
        return problem is not null ? problem : ImmutableArray.Create(state.Append(body, FundDecisions.TimeOf(fund, now), fundId));
    }

    private static Checked<LedgerEntry> Read(LedgerState state, long sequence, ReadOnlyMemory<byte> bytes)
    {
        var unknown = new Problem("unknown-entry", Field, $"There is no entry {sequence} before this one.");
        if (sequence < 1 || sequence > state.Sequence || bytes.IsEmpty)
        {
            return unknown;
        }

        try
        {
            var entry = LedgerEntry.Read(bytes);
            return entry.Sequence == sequence ? entry : unknown;
        }
        catch (FormatException exception)
        {
            return new Problem("unknown-entry", Field, $"Entry {sequence} can't be read. {exception.Message}");
        }
    }

    // An opening is where a fund begins, its policy with it: what was opened with too much or too little is put right by money that goes out or comes in.
    private static bool MovesMoney(EntryBody body) => body is LiquidationSettled or FeeAllocated or Injected or Withdrawn && body.ChangeUnits != 0;

    private static Problem? CheckTaking(LedgerState state, FundState fund, Money amount) =>
        LedgerDecisions.CheckNotFrozen(state)
        ?? (fund.AdlSinceSequence is { } adl ? new Problem("adl-active", "fund", $"ADL is on since entry {adl}: nothing is taken out until it has stopped.") : null)
        ?? (state.Rulebook.FindPolicy(fund.FundId)!.Floor is var floor && (Int128)fund.BalanceUnits + amount.Units < floor.Units
            ? new Problem("below-floor", "amount", $"leaves less than the floor of {floor}; the balance is {fund.Balance}.")
            : null);

    private static Problem? CheckGiving(FundState fund, EntryReversed body) =>
        fund.HasRoomFor(body.ChangeUnits + body.WithdrawnUnits) ? null : new Problem("too-large", "amount", "makes a balance that is more than can be kept.");
}
