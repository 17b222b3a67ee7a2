using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Prices;

/// <summary>The newest index price of each asset. No part of the ledger: it may be lost or emptied at any time, and no settling transaction touches it.</summary>
public sealed class IndexPriceStore(PortalDatabase database)
{
    /// <summary>How many assets are read at most, far more than an exchange keeps funds in.</summary>
    public const int PageMax = 1_000;

    private static readonly SqlText SelectAll = SqlText.Limited("SELECT asset, price, at_ms, source FROM index_price ORDER BY asset LIMIT @Limit");

    /// <summary>Every asset's price, by code.</summary>
    public Task<IReadOnlyList<IndexPriceRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<IndexPriceRow>(SelectAll, new { Limit = PageMax }, cancellation);

    // A price of the same moment replaces the kept one, so that a request sent again is answered as the first time.
    private static readonly SqlText Update = SqlText.Same("""
        UPDATE index_price SET price = @Price, at_ms = @AtMs, source = @Source WHERE asset = @Asset AND at_ms <= @AtMs
        """);

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO index_price (asset, price, at_ms, source)
        SELECT @Asset, @Price, @AtMs, @Source WHERE NOT EXISTS (SELECT 1 FROM index_price WHERE asset = @Asset)
        """);

    /// <summary>Keeps each price that is not older than the kept one, all in one transaction.</summary>
    /// <param name="prices">The prices, each asset once.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>For each of them whether it is kept now; false for one that is older than what is kept.</returns>
    public Task<IReadOnlyList<bool>> PutAsync(IReadOnlyList<IndexPriceRow> prices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return database.WriteTogetherAsync<IReadOnlyList<bool>>(
            async (connection, transaction) =>
            {
                var kept = new bool[prices.Count];
                for (var index = 0; index < kept.Length; index++)
                {
                    kept[index] = await RunAsync(Update, prices[index]) > 0 || await RunAsync(Insert, prices[index]) > 0;
                }

                return kept;

                Task<int> RunAsync(SqlText text, IndexPriceRow price) =>
                    connection.ExecuteAsync(new CommandDefinition(text.For(database.Engine), price, transaction, cancellationToken: cancellation));
            },
            cancellation);
    }
}
