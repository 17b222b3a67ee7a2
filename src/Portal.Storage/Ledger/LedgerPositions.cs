using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Funds;
using Portal.Storage.Rollups;

namespace Portal.Storage.Ledger;

/// <summary>Reads where the ledger stands, in a bounded number of rows however long it is, and follows it from there.</summary>
public sealed class LedgerPositions(LedgerStore ledger, FundStateStore funds, RollupStore rollups)
{
    private const int PageEntries = 2_000;
    private const int AttemptsMax = 5;

    /// <summary>Reads the position from decisions, fund states and rollups.</summary>
    /// <exception cref="TransientStorageException">Others kept the ledger locked; to be tried again.</exception>
    public async Task<LedgerPosition> ReadAsync(CancellationToken cancellation)
    {
        // The rows are read one after the other, so they belong together only if nobody wrote meanwhile.
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var head = await ledger.ReadHeadAsync(cancellation);
            var position = await ReadAtAsync(head, cancellation);
            if ((await ledger.ReadHeadAsync(cancellation)).Sequence == head.Sequence)
            {
                return position;
            }
        }

        // A ledger in its worst hour never stands still by itself, so it is held for as long as this takes: some milliseconds.
        return await ledger.HoldHeadAsync(head => ReadAtAsync(head, cancellation), cancellation);
    }

    /// <summary>Follows the ledger from a position to its end.</summary>
    /// <exception cref="LedgerBrokenException">An entry does not follow from the ones before.</exception>
    public async Task<LedgerPosition> FollowAsync(LedgerPosition from, CancellationToken cancellation)
    {
        var position = from;
        while (true)
        {
            var rows = await ledger.ReadEntriesAsync(position.Sequence, PageEntries, cancellation);
            if (rows.Count == 0)
            {
                return position;
            }

            var state = position.State.Fork();
            foreach (var row in rows)
            {
                state.Apply(LedgerEntry.Read(row.Bytes));
            }

            position = new LedgerPosition(state, position.Edge.With(rows.Select(static row => row.LeafHash)));
        }
    }

    /// <summary>Rules and funds for somebody who looks: each as it is when it is read, so no entry may follow from them.</summary>
    public async Task<(Rulebook Rulebook, IReadOnlyList<FundState> Funds)> LookAsync(CancellationToken cancellation)
    {
        var rulebook = await ReadRulebookAsync(long.MaxValue, cancellation);
        var states = new List<FundState>();
        foreach (var row in await funds.ReadAllAsync(cancellation))
        {
            if (rulebook.FindPolicy(row.FundId) is { } policy)
            {
                states.Add(await ReadFundAsync(row, policy.Asset, [], rulebook.ReversalsOf(row.FundId), cancellation));
            }
        }

        return (rulebook, states);
    }

    private async Task<LedgerPosition> ReadAtAsync(LedgerHead head, CancellationToken cancellation)
    {
        var rulebook = await ReadRulebookAsync(head.Sequence, cancellation);
        var newest = (await rollups.ReadNewestAsync(cancellation)).ToLookup(static row => row.FundId, static row => row.ToRollup(), StringComparer.Ordinal);
        var states = new List<FundState>();
        foreach (var row in await funds.ReadAllAsync(cancellation))
        {
            // A fund that was opened after the head was read makes the caller read again.
            if (rulebook.FindPolicy(row.FundId) is { } policy)
            {
                states.Add(await ReadFundAsync(row, policy.Asset, [.. newest[row.FundId]], rulebook.ReversalsOf(row.FundId), cancellation));
            }
        }

        return new LedgerPosition(new LedgerState(head.Sequence, rulebook, states), TreeEdge.FromBytes(head.Sequence, head.TreeEdge));
    }

    private async Task<Rulebook> ReadRulebookAsync(long untilSequence, CancellationToken cancellation)
    {
        var rulebook = Rulebook.Empty;
        long after = 0;
        while (true)
        {
            var rows = await ledger.ReadRulesAsync(after, PageEntries, cancellation);
            rulebook = rulebook.With(rows.Where(row => row.Sequence <= untilSequence).Select(static row => LedgerEntry.Read(row.Bytes)));
            if (rows.Count < PageEntries)
            {
                return rulebook;
            }

            after = rows[^1].Sequence;
        }
    }

    private async Task<FundState> ReadFundAsync(
        FundStateRow row, Asset asset, IReadOnlyList<BalanceRollup> newest, IEnumerable<ReversalInForce> reversals, CancellationToken cancellation)
    {
        var state = row.ToState(asset);
        var minutes = await rollups.ReadLastMinutesAsync(row.FundId, row.LastRecordedAtMs, cancellation);
        state.Restore(newest, [.. minutes.Select(static rollup => rollup.ToRollup())], reversals);
        return state;
    }
}
