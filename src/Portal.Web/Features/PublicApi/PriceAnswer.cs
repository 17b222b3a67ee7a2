using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>The newest index price of every asset that has one.</summary>
/// <param name="Prices">By asset.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record PricesAnswer(IReadOnlyList<PriceAnswer> Prices, bool Demo);

/// <summary>What one coin of an asset is worth, for display alone.</summary>
/// <param name="Asset">The asset's code.</param>
/// <param name="PriceUsd">US dollars for one coin.</param>
/// <param name="At">When that was the price.</param>
/// <param name="Source">The source that sent it.</param>
/// <param name="Old">Whether that is more than a minute ago.</param>
public sealed record PriceAnswer(string Asset, string PriceUsd, string At, string Source, bool Old)
{
    /// <summary>The answer about a price.</summary>
    public static PriceAnswer Of(IndexPrice price)
    {
        ArgumentNullException.ThrowIfNull(price);
        return new PriceAnswer(price.AssetCode, price.Price.ToString(), ApiText.Of(price.At), price.Source, price.IsOld);
    }
}
