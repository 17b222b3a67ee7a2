using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Storage.Prices;

namespace Portal.Web.Live;

/// <summary>What one coin of an asset is worth in US dollars, as a source says. For display alone.</summary>
/// <param name="AssetCode">The asset.</param>
/// <param name="Price">Dollars for one coin.</param>
/// <param name="At">When that was the price.</param>
/// <param name="Source">Who says so.</param>
/// <param name="IsOld">Whether that is longer ago than <see cref="IndexPrices.OldAfter"/>.</param>
public sealed record IndexPrice(string AssetCode, Price Price, DateTimeOffset At, string Source, bool IsOld);

/// <summary>The newest index price of every asset that has one. Never changes; the next one takes its place.</summary>
public sealed class IndexPrices
{
    /// <summary>From this age on a price is marked as old wherever it is used.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromMinutes(1);

    private readonly ImmutableSortedDictionary<string, IndexPrice> _prices;

    private IndexPrices(IEnumerable<IndexPrice> prices) =>
        _prices = prices.ToImmutableSortedDictionary(static price => price.AssetCode, static price => price, StringComparer.Ordinal);

    /// <summary>Nobody sent any.</summary>
    public static IndexPrices None { get; } = new([]);

    /// <summary>Every price, by asset.</summary>
    public IEnumerable<IndexPrice> All => _prices.Values;

    /// <summary>Names these prices in versions of answers; the same on every node that read the same rows, and empty for none.</summary>
    public string Version => field ??= _prices.IsEmpty
        ? string.Empty
        : string.Create(
            CultureInfo.InvariantCulture, $"-{_prices.Values.Sum(static price => price.At.ToUnixTimeMilliseconds() % 1_000_000_007)}.{_prices.Values.Count(static price => price.IsOld)}");

    /// <summary>Takes the rows that can be read.</summary>
    public static IndexPrices Of(IEnumerable<IndexPriceRow> rows, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new IndexPrices(rows.Select(row => Read(row, now)).OfType<IndexPrice>());
    }

    /// <summary>The price of an asset; null when nobody sent one.</summary>
    public IndexPrice? Find(string assetCode) => _prices.GetValueOrDefault(assetCode);

    /// <summary>What an amount is worth; null when its asset has no price.</summary>
    public Dollars? ValueOf(Money amount) => Find(amount.Asset.Code) is { } price ? Dollars.Of(amount, price.Price) : null;

    /// <summary>Whether both show the same.</summary>
    public bool IsSameAs(IndexPrices other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _prices.Values.SequenceEqual(other._prices.Values);
    }

    // A figure for show must not stop the page: what some other program wrote and nobody can read is not there.
    private static IndexPrice? Read(IndexPriceRow row, DateTimeOffset now)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs);
        var price = Price.Read(row.Price, "price");
        return price.Problem is null ? new IndexPrice(row.Asset, price.Value, at, row.Source, now - at > OldAfter) : null;
    }
}
