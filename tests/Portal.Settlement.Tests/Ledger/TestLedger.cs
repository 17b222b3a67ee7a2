using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>A ledger in memory with funds to settle in, and short ways to make records.</summary>
public sealed class TestLedger
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public LedgerState State { get; } = LedgerState.Empty();

    public List<LedgerEntry> Entries { get; } = [];

    public DateTimeOffset Now { get; set; } = Start;

    public static DecimalNumber Number(string text) => DecimalNumber.Read(text, "test").Value;

    public static Price Price(string text) => Amounts.Price.Read(text, "test").Value;

    public static Quantity Quantity(string text) => Amounts.Quantity.Read(text, "test").Value;

    public void Open(string fundId, string assetCode, string opening, string floor = "0", int? surplusCapPpm = null, int scale = 8, params string[] symbols)
    {
        var asset = new Asset(assetCode, scale);
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = Now,
            FundId = fundId,
            Name = fundId,
            Asset = asset,
            Floor = Money.Read(floor, asset, "floor").Value,
            SurplusCap = surplusCapPpm is { } cap ? new PartsPerMillion(cap) : null,
            Symbols = symbols.Length == 0 ? [FundPolicy.AllOtherSymbols] : [.. symbols],
        };
        Entries.AddRange(LedgerDecisions.OpenFund(State, policy, Money.Read(opening, asset, "opening").Value, "operator", Now).Value);
    }

    public Checked<LedgerEntry> Settle(LiquidationForm form, string? assetCode = null, string symbol = "BTCUSDT", Contracts.PositionSide? side = Contracts.PositionSide.Long)
    {
        var liquidation = new Liquidation
        {
            ExternalId = Entries.Count.ToString(CultureInfo.InvariantCulture),
            Symbol = symbol,
            OccurredAt = Now,
            Form = form,
            Side = side,
            AssetCode = assetCode,
        };
        var settled = LiquidationSettlement.Settle(State, liquidation, new SettlementInput("test", Now, IsReplay: false, "00", AccountCommitment: null));
        if (settled.Problem is null)
        {
            Entries.Add(settled.Value);
            if (AdlJudgement.AfterEntry(State, settled.Value) is { } adl)
            {
                Entries.Add(adl);
            }
        }

        return settled;
    }
}
