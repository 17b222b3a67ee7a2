using Portal.Benchmarks.Settling;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Benchmarks.Checking;

/// <summary>One check with everything it needs, as the settlement hands it over.</summary>
internal sealed record CheckCase(LiquidationForm Form, Contract Contract, PositionSide? Side, Asset Asset, Money Balance, Money Floor);

/// <summary>What is checked: the records of the settling benchmark.</summary>
internal static class CheckMix
{
    private static readonly Asset Usdt = new(MixContracts.LinearAsset, 6);
    private static readonly Asset Btc = new(MixContracts.InverseAsset, 8);
    private static readonly Contract Inverse = new(ContractKind.Inverse, Quantity.From(DecimalNumber.Of(100, 0), "value").Value);

    /// <summary>Makes so many cases; always the same ones.</summary>
    public static CheckCase[] Make(int count)
    {
        var mix = new LiquidationMix(randomIds: false);
        return [.. Enumerable.Range(0, count).Select(_ => CaseOf(mix.Next(DateTimeOffset.UnixEpoch)))];
    }

    private static CheckCase CaseOf(Liquidation liquidation)
    {
        var inverse = liquidation.Symbol == MixContracts.InverseSymbol;
        var asset = inverse ? Btc : Usdt;
        return new CheckCase(liquidation.Form, inverse ? Inverse : Contract.Unlisted, liquidation.Side, asset, new Money(50_000_000_000, asset), Money.Zero(asset));
    }
}
