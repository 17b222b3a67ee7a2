using Portal.Settlement.Funds;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible;

/// <summary>Finds the fund behind a contract.</summary>
internal static class Pools
{
    /// <summary>The fund that covers a symbol: the one that lists it, else the one that takes the other symbols of the asset the symbol settles or ends in.</summary>
    public static LiveFund? FindFund(this LiveSnapshot snapshot, string symbol)
    {
        foreach (var name in new[] { symbol, symbol.ToUpperInvariant() })
        {
            if (snapshot.Rulebook.FindFundOf(name) is { } fundId)
            {
                return snapshot.Find(fundId);
            }

            if (snapshot.Rulebook.FindContractAt(name, snapshot.AsOf) is { } listing)
            {
                return snapshot.Rulebook.FindFundOfOtherSymbols(listing.Terms.SettleAssetCode) is { } other ? snapshot.Find(other) : null;
            }
        }

        return snapshot.Funds.FirstOrDefault(fund =>
            fund.Symbols.Contains(FundPolicy.AllOtherSymbols)
            && symbol.Length > fund.Asset.Code.Length
            && symbol.EndsWith(fund.Asset.Code, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The contracts that a fund names.</summary>
    public static IEnumerable<string> NamedSymbols(this LiveFund fund) => fund.Symbols.Where(static symbol => symbol != FundPolicy.AllOtherSymbols);
}
