using Portal.Admin.Proposals.Changes;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Proposals;

namespace Portal.Admin.Proposals;

/// <summary>What records that operators put right have lately paid out of a fund and brought into it.</summary>
public sealed class CorrectionsOfLate(ProposalStore proposals, LedgerStore ledger)
{
    /// <summary>Adds them up, as far as they are among the newest <see cref="ProposalStore.PageMax"/> proposals.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="fromMs">From when on they were recorded, Unix ms.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(Int128 PaidUnits, Int128 ReceivedUnits)> ReadAsync(string fundId, long fromMs, CancellationToken cancellation)
    {
        var (paid, received) = ((Int128)0, (Int128)0);
        foreach (var row in await proposals.ReadPageAsync(before: null, ProposalStore.PageMax, cancellation))
        {
            if (row is { Kind: Correction.KindName, Status: ProposalRow.Done, LedgerSequence: { } sequence }
                && await ledger.ReadEntryAsync(sequence, cancellation) is { } entry && entry.FundId == fundId && entry.RecordedAtMs >= fromMs)
            {
                var units = LedgerEntry.Read(entry.Bytes).Body.ChangeUnits;
                paid -= Int128.Min(units, 0);
                received += Int128.Max(units, 0);
            }
        }

        return (paid, received);
    }
}
