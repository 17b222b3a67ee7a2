using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Reads what came before and after a liquidation, three short reads by index.</summary>
public sealed class LiquidationSurroundingsReading(LiquidationStore liquidations, LedgerStore ledger)
{
    /// <summary>Reads it as of a snapshot.</summary>
    public async Task<LiquidationSurroundings> ReadAsync(LiveLiquidation liquidation, LiveSnapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(liquidation);
        ArgumentNullException.ThrowIfNull(snapshot);
        var (entry, ofContract) = (liquidation.Entry, new LiquidationFilter { Symbol = liquidation.Settled.Symbol });
        var earlier = await liquidations.ReadPageAsync(ofContract, entry.Sequence, 1, cancellation);
        var later = await liquidations.ReadForwardAsync(ofContract, entry.Sequence, snapshot.Sequence + 1, 1, cancellation);
        var first = Math.Max(0, entry.FundSequence!.Value - LiquidationSurroundings.EntriesMax - 1);
        var around = await ledger.ReadFundEntriesAsync(entry.FundId!, first, (2 * LiquidationSurroundings.EntriesMax) + 1, cancellation);
        return new LiquidationSurroundings(
            LineOf(earlier.Rows, snapshot),
            LineOf(later.Rows, snapshot),
            [.. around.Where(row => row.Sequence <= snapshot.Sequence).Reverse().Select(row => EntryOf(row, snapshot))]);
    }

    private static LiquidationLine? LineOf(IReadOnlyList<LiquidationEntryRow> rows, LiveSnapshot snapshot) =>
        rows is [var row, ..] ? LiquidationViews.Line(LiveLiquidation.Read(row.Bytes, snapshot.Rulebook)) : null;

    private static FundEntry EntryOf(LedgerEntryRow row, LiveSnapshot snapshot) =>
        FundViews.Entry(LedgerEntry.Read(row.Bytes)) with { ReversedBy = snapshot.Rulebook.FindReversalOf(row.Sequence)?.Sequence };
}
