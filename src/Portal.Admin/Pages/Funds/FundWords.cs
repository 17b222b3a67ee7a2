using Portal.Settlement.Funds;

namespace Portal.Admin.Pages.Funds;

/// <summary>What belongs to a fund, in words.</summary>
internal static class FundWords
{
    private const int SymbolsShownMax = 5;

    /// <summary>The symbols it covers; the first few of many.</summary>
    public static string Symbols(FundPolicy policy) =>
        policy.Symbols.IsEmpty ? "none"
        : string.Join(", ", policy.Symbols.Take(SymbolsShownMax).Select(symbol => symbol == FundPolicy.AllOtherSymbols ? $"every other {policy.Asset} symbol" : symbol))
            + (policy.Symbols.Length > SymbolsShownMax ? $" and {policy.Symbols.Length - SymbolsShownMax} more" : string.Empty);
}
