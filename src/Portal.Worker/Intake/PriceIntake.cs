using Portal.Settlement;
using Portal.Storage.Prices;

namespace Portal.Worker.Intake;

/// <summary>Takes index prices: the newest of each asset is kept, in one short transaction that touches nothing of the ledger.</summary>
public sealed class PriceIntake(IndexPriceStore store, ListedAssets assets, TimeProvider time)
{
    /// <summary>Reads the records of a request and keeps what is new in them.</summary>
    /// <returns>A result for each record, in the order sent.</returns>
    public async Task<IReadOnlyList<PriceResult>> TakeAsync(
        string source, IReadOnlyList<(ReadOnlyMemory<byte> Part, long? Line)> parts, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var records = parts.Select(part => PriceRecord.Read(part.Part, source, now)).ToArray();
        var problems = new Problem?[records.Length];
        for (var index = 0; index < records.Length; index++)
        {
            problems[index] = records[index].Problem
                ?? (await assets.ContainsAsync(records[index].AssetCode, cancellation)
                    ? null
                    : new Problem("unknown-asset", "asset", $"'{records[index].AssetCode}' is not an asset that any fund holds."));
        }

        // Only the newest of each asset can stay; of two of one moment the later one sent.
        var newest = Enumerable.Range(0, records.Length)
            .Where(index => problems[index] is null)
            .GroupBy(index => records[index].AssetCode, StringComparer.Ordinal)
            .Select(group => group.Aggregate((best, next) => records[next].At >= records[best].At ? next : best))
            .ToArray();
        var kept = newest.Length == 0 ? [] : await store.PutAsync([.. newest.Select(index => RowOf(records[index], source))], cancellation);
        var taken = newest.Where((_, place) => kept[place]).ToHashSet();
        return
        [
            .. records.Select((record, index) => problems[index] is { } problem
                ? new PriceResult(record, PriceStatus.Rejected, problem)
                : new PriceResult(record, taken.Contains(index) ? PriceStatus.Taken : PriceStatus.Stale)),
        ];
    }

    private static IndexPriceRow RowOf(PriceRecord record, string source) =>
        new(record.AssetCode, record.Price.ToString(), record.At.ToUnixTimeMilliseconds(), source);
}
