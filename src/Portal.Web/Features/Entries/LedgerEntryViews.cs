using System.Text;
using Portal.Settlement.Ledger;
using Portal.Storage.FundEntries;
using Portal.Storage.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.Entries;

/// <summary>Answers pages about ledger entries.</summary>
public sealed class LedgerEntryViews(RequestSnapshot request, FundEntryStore entries, LedgerStore ledger) : IEntryViews
{
    /// <inheritdoc/>
    public async ValueTask<FundEntriesView?> ReadFundEntriesAsync(string fundId, string? kind, long? before, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        if (snapshot.Find(fundId) is not { } fund)
        {
            return null;
        }

        var known = kind is not null && FundEntriesView.Kinds.Contains(kind, StringComparer.Ordinal) ? kind : null;
        var page = await entries.ReadPageAsync(
            fund.Id, known, Math.Min(before ?? long.MaxValue, fund.FundSequence + 1), FundEntriesView.PageMax, cancellation);
        return new FundEntriesView
        {
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
