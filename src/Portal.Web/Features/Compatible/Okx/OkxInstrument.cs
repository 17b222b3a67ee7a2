using Portal.Settlement.Funds;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>A contract as OKX names one. The ledger knows symbols alone, and not perpetuals from dated futures: every contract is shown as a SWAP.</summary>
/// <param name="Family">Underlying and quote, for example <c>BTC-USDT</c>; the symbol itself where it can't be told apart.</param>
/// <param name="Id">The contract, for example <c>BTC-USDT-SWAP</c>.</param>
internal sealed record OkxInstrument(string Family, string Id)
{
    /// <summary>The one type of contract that is shown.</summary>
    public const string Swap = "SWAP";

    private const string SwapSuffix = "-SWAP";

    /// <summary>Types of contracts that may be asked for.</summary>
    public static bool IsType(string? text) => text is Swap or "FUTURES" or "MARGIN" or "OPTION";

    /// <summary>Names a symbol that settles in an asset.</summary>
    public static OkxInstrument Of(string symbol, string assetCode)
    {
        if (symbol.Contains('-', StringComparison.Ordinal))
        {
            return symbol.EndsWith(SwapSuffix, StringComparison.Ordinal) ? new OkxInstrument(symbol[..^SwapSuffix.Length], symbol)
                : symbol.Count(static letter => letter == '-') == 1 ? new OkxInstrument(symbol, symbol + SwapSuffix)
                : new OkxInstrument(symbol, symbol);
        }

        if (symbol.Length <= assetCode.Length)
        {
            return new OkxInstrument(symbol, symbol);
        }

        // BTCUSDT settles in USDT, its quote; BTCUSD in BTC, its underlying.
        var family = symbol.EndsWith(assetCode, StringComparison.Ordinal) ? $"{symbol[..^assetCode.Length]}-{assetCode}"
            : symbol.StartsWith(assetCode, StringComparison.Ordinal) && symbol[assetCode.Length..].All(char.IsAsciiLetterUpper) ? $"{assetCode}-{symbol[assetCode.Length..]}"
            : null;
        return family is null ? new OkxInstrument(symbol, symbol) : new OkxInstrument(family, family + SwapSuffix);
    }

    /// <summary>The families that a fund covers by name; <c>*</c> among them for all other symbols of its asset.</summary>
    public static IEnumerable<string> FamiliesOf(LiveFund fund) =>
        fund.Symbols.Select(symbol => Of(symbol, fund.Asset.Code).Family).Distinct(StringComparer.Ordinal);

    /// <summary>The fund that covers a family; null when none does.</summary>
    public static LiveFund? FindFund(LiveSnapshot snapshot, string family) =>
        snapshot.Funds.FirstOrDefault(fund => fund.NamedSymbols().Any(symbol => Of(symbol, fund.Asset.Code).Family == family))
        ?? snapshot.Funds.FirstOrDefault(fund => fund.Symbols.Contains(FundPolicy.AllOtherSymbols)
            && (family.EndsWith($"-{fund.Asset.Code}", StringComparison.Ordinal) || family.StartsWith($"{fund.Asset.Code}-", StringComparison.Ordinal)));

    /// <summary>The symbols that a family may go by in the ledger: those its fund names, else every way to write it.</summary>
    public static IReadOnlyList<string> SymbolsOf(LiveFund fund, string family)
    {
        string[] named = [.. fund.NamedSymbols().Where(symbol => Of(symbol, fund.Asset.Code).Family == family)];
        return named.Length > 0 ? named : [family.Replace("-", string.Empty, StringComparison.Ordinal), family + SwapSuffix, family];
    }
}
