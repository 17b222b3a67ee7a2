using System.Text;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.Entries;

/// <summary>Answers pages about ledger entries.</summary>
public sealed class LedgerEntryViews(RequestSnapshot request, FundEntriesReading pages, LedgerStore ledger) : IEntryViews
{
    /// <inheritdoc/>
    public async ValueTask<FundEntriesView?> ReadFundEntriesAsync(string fundId, string? kind, long? before, CancellationToken cancellation) =>
        await pages.ReadAsync(request.Value, fundId, kind, before, cancellation);

    /// <inheritdoc/>
    public async ValueTask<EntryView?> ReadEntryAsync(long sequence, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        if (sequence <= 0 || sequence > snapshot.Sequence || await ledger.ReadEntryAsync(sequence, cancellation) is not { } row)
        {
            return null;
        }

        var entry = LedgerEntry.Read(row.Bytes);
        return new EntryView
        {
            Entry = entry,
            Text = Encoding.UTF8.GetString(row.Bytes),
            LeafHash = Convert.ToHexStringLower(row.LeafHash),
            FundName = entry.FundId is { } fundId ? snapshot.Find(fundId)?.Policy.Name : null,
            ReversedBy = snapshot.Rulebook.FindReversalOf(sequence)?.Sequence,
            LedgerSequence = snapshot.Sequence,
            Fields = EntryFieldReader.Read(row.Bytes, entry.Body.Kind),
            Purpose = EntryFieldReader.KindOf(entry.Body.Kind)?.Purpose,
        };
    }
}
