using Portal.Admin.Proposals.Changes;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Proposals;

namespace Portal.Admin.Proposals;

/// <summary>What records that operators put right have lately paid out of a fund and brought into it.</summary>
public sealed class CorrectionsOfLate(ProposalStore proposals, LedgerStore ledger)
{
    // How far back proposals are gone through. One that waited longer than this and was carried out of late is not counted.
    private static readonly TimeSpan OldestProposal = TimeSpan.FromDays(400);

    /// <summary>Adds them up, however many other proposals were made since.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="fromMs">From when on they were recorded, Unix ms.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(Int128 PaidUnits, Int128 ReceivedUnits)> ReadAsync(string fundId, long fromMs, CancellationToken cancellation)
    {
        var (paid, received) = ((Int128)0, (Int128)0);
        IReadOnlyList<ProposalRow> page;
        long? before = null;
        do
        {
            page = await proposals.ReadPageAsync(before, ProposalStore.PageMax, cancellation);
            foreach (var row in page.Where(static row => row is { Kind: Correction.KindName, Status: ProposalRow.Done }))
            {
                if (await ledger.ReadEntryAsync(row.LedgerSequence!.Value, cancellation) is { } entry && entry.FundId == fundId && entry.RecordedAtMs >= fromMs)
                {
                    var units = LedgerEntry.Read(entry.Bytes).Body.ChangeUnits;
                    paid -= Int128.Min(units, 0);
                    received += Int128.Max(units, 0);
                }
            }

            before = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == ProposalStore.PageMax && page[^1].ProposedAtMs >= fromMs - (long)OldestProposal.TotalMilliseconds);

        return (paid, received);
    }
}
