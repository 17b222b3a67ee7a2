using Portal.Settlement.Ledger;
using Portal.Storage.FundEntries;
using Portal.Web.Live;

namespace Portal.Web.Features.Entries;

/// <summary>Reads pages of a fund's entries, as of a snapshot: nothing that it does not know yet.</summary>
public sealed class FundEntriesReading(FundEntryStore entries)
{
    /// <summary>A page, newest first; null when there is no such fund.</summary>
    /// <param name="snapshot">The fund, and the reversals known.</param>
    /// <param name="fundId">The fund.</param>
    /// <param name="kind">The one kind to show; null, or one that there is not, for all.</param>
    /// <param name="before">Entries before this place among the fund's own; null from the newest on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<FundEntriesView?> ReadAsync(LiveSnapshot snapshot, string fundId, string? kind, long? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Find(fundId) is not { } fund)
        {
            return null;
        }

        var known = FundEntriesView.IsKind(kind) ? kind : null;
        var page = await entries.ReadPageAsync(
            fund.Id, known, Math.Min(before ?? long.MaxValue, fund.FundSequence + 1), FundEntriesView.PageMax, cancellation);
        return new FundEntriesView
        {
            LedgerSequence = snapshot.Sequence,
            FundId = fund.Id,
            FundName = fund.Policy.Name,
            Kind = known,
            Before = before,
            Entries =
            [
                .. page.Rows.Select(static row => LedgerEntry.Read(row.Bytes))
                    .Select(entry => FundViews.Entry(entry) with { ReversedBy = snapshot.Rulebook.FindReversalOf(entry.Sequence)?.Sequence }),
            ],
            Older = page.Next,
        };
    }
}
