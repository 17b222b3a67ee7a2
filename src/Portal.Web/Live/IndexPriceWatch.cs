using System.Data.Common;
using Portal.Storage.Database;
using Portal.Storage.Prices;

namespace Portal.Web.Live;

/// <summary>Looks every two seconds at the index prices that any process wrote. Whoever shows them takes them from the snapshot, which <see cref="LedgerTail"/> makes.</summary>
public sealed class IndexPriceWatch(IndexPriceStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(2);

    private IReadOnlyList<IndexPriceRow> _rows = [];
    private IndexPrices _current = IndexPrices.None;

    /// <summary>The prices as they were last read; another object only when they look another.</summary>
    public IndexPrices Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _rows = await store.ReadAllAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException)
            {
                // What was read last stays, and grows old.
            }

            var prices = IndexPrices.Of(_rows, time.GetUtcNow());
            if (!prices.IsSameAs(Current))
            {
                Volatile.Write(ref _current, prices);
            }

            await Task.Delay(LookPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
