using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Benchmarks.Settling;

/// <summary>The funds and contracts that <see cref="LiquidationMix"/> settles in: two funds in one asset, one in another, an inverse contract.</summary>
internal static class MixContracts
{
    public const string LinearAsset = "USDT";
    public const string InverseAsset = "BTC";
    public const string InverseSymbol = "BTCUSD";

    /// <summary>The fund that takes most of it.</summary>
    public const string MainFund = "usdt-main";

    /// <summary>Decides on funds and contracts at the beginning of a ledger.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, DateTimeOffset at)
    {
        var (usdt, btc) = (new Asset(LinearAsset, 6), new Asset(InverseAsset, 8));
        var inverse = new ContractListed(
            InverseSymbol, new Contract(ContractKind.Inverse, Quantity.From(DecimalNumber.Of(100, 0), "value").Value), InverseAsset, ContractPublication.Full, "operator");
        return ImmutableArray.Create<LedgerEntry>(
        [
            .. LedgerDecisions.OpenFund(state, Policy(MainFund, usdt, at, FundPolicy.AllOtherSymbols), new Money(900_000_000_000_000, usdt), "operator", at).Value,
            .. LedgerDecisions.OpenFund(state, Policy("usdt-btc", usdt, at, "BTCUSDT"), new Money(400_000_000_000_000, usdt), "operator", at).Value,
            .. LedgerDecisions.OpenFund(state, Policy("btc-inverse", btc, at, FundPolicy.AllOtherSymbols), new Money(3_000_000_000_000, btc), "operator", at).Value,
            .. LedgerDecisions.ListContract(state, inverse, fundId: null, at).Value,
        ]);
    }

    private static FundPolicy Policy(string id, Asset asset, DateTimeOffset at, string symbols) => new()
    {
        Sequence = 0,
        EffectiveAt = at,
        FundId = id,
        Name = id,
        Asset = asset,
        Floor = Money.Zero(asset),
        Symbols = [symbols],
    };
}
