namespace Portal.Web.Features.Entries;

/// <summary>Where pages get ledger entries from.</summary>
public interface IEntryViews
{
    /// <summary>A page of a fund's entries; null when there is no such fund.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="kind">The one kind to show; null, or one that there is not, for all.</param>
    /// <param name="before">Entries before this place among the fund's own; null from the newest on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<FundEntriesView?> ReadFundEntriesAsync(string fundId, string? kind, long? before, CancellationToken cancellation);

    /// <summary>One entry; null when there is none.</summary>
    ValueTask<EntryView?> ReadEntryAsync(long sequence, CancellationToken cancellation);
}
