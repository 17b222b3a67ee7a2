namespace Portal.Storage.Prices;

/// <summary>What one coin of an asset is worth in US dollars, as a source says. For display alone.</summary>
/// <param name="Asset">The asset's code.</param>
/// <param name="Price">Dollars for one coin, a decimal string above zero.</param>
/// <param name="AtMs">When that was the price, Unix ms.</param>
/// <param name="Source">Who says so.</param>
public sealed record IndexPriceRow(string Asset, string Price, long AtMs, string Source);
