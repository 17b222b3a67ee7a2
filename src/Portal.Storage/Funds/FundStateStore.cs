using Portal.Storage.Database;

namespace Portal.Storage.Funds;

/// <summary>How the funds stand. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class FundStateStore(PortalDatabase database)
{
    private static readonly SqlText SelectAll = SqlText.Same($"SELECT {FundStateRow.Columns} FROM fund_state ORDER BY fund_id");

    /// <summary>Every fund, by id, all as of one moment.</summary>
    public Task<IReadOnlyList<FundStateRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<FundStateRow>(SelectAll, null, cancellation);
}
