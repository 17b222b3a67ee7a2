using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Ledger;

/// <summary>Finds the fund a record belongs to: the one that lists its symbol, else the one that takes its asset's other symbols.</summary>
internal static class FundRouting
{
    public static Checked<FundState> FindFund(LedgerState state, Liquidation liquidation, string? listedAssetCode)
    {
        var listing = state.Rulebook.FindFundOf(liquidation.Symbol);
        var assetCode = listedAssetCode ?? liquidation.AssetCode;
        if (listedAssetCode is not null && liquidation.AssetCode is { } given && given != listedAssetCode)
        {
            return WrongAsset(given, listedAssetCode, liquidation.Symbol);
        }

        if (assetCode is null && liquidation.FundForUnlisted is null)
        {
            return new Problem("missing", "asset", $"is needed: the contract '{liquidation.Symbol}' is not listed.");
        }

        var fundId = listing ?? liquidation.FundForUnlisted ?? state.Rulebook.FindFundOfOtherSymbols(assetCode!);
        if (fundId is null)
        {
            return new Problem("unknown-symbol", "symbol", $"No fund covers '{liquidation.Symbol}' in {assetCode}.");
        }

        return state.Find(fundId) is not { } fund ? new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.")
            : assetCode is not null && assetCode != fund.Asset.Code ? WrongAsset(assetCode, fund.Asset.Code, liquidation.Symbol)
            : fund;
    }

    public static Checked<FundState> FindFund(LedgerState state, FeeAccrual fee)
    {
        if (fee.FundId is null == fee.Symbol is null)
        {
            return new Problem("contradictory", "fund", "Give either the fund or the symbol.");
        }

        var fundId = fee.FundId ?? state.Rulebook.FindFundOf(fee.Symbol!) ?? state.Rulebook.FindFundOfOtherSymbols(fee.AssetCode);
        return fundId is null ? new Problem("unknown-symbol", "symbol", $"No fund covers '{fee.Symbol}' in {fee.AssetCode}.")
            : state.Find(fundId) is not { } fund ? new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.")
            : fee.AssetCode != fund.Asset.Code ? WrongAsset(fee.AssetCode, fund.Asset.Code, fee.Symbol ?? fundId)
            : fund;
    }

    private static Problem WrongAsset(string given, string needed, string what) => new("wrong-asset", "asset", $"{given} is not what '{what}' settles in: {needed}.");
}
