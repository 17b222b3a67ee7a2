using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Funds;
using Portal.Settlement.Liquidations;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Tests.Features;

/// <summary>Short ways to make what pages show. Liquidations are settled with the real rules.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 13, 4, 5, 678, TimeSpan.Zero);

    public static Asset Usdt { get; } = new("USDT", 8);

    public static Asset Btc { get; } = new("BTC", 8);

    /// <summary>Worth one dollar a contract, settled in coins.</summary>
    public static Contract Inverse { get; } = new(ContractKind.Inverse, Quantity("1"));

    public static DecimalNumber Number(string text) => Settlement.Amounts.DecimalNumber.Read(text, "test").Value;

    public static Price Price(string text) => Settlement.Amounts.Price.Read(text, "test").Value;

    public static Quantity Quantity(string text) => Settlement.Amounts.Quantity.Read(text, "test").Value;

    public static Money Usd(string text) => Money.Read(text, Usdt, "test").Value;

    public static Money Coins(string text) => Money.Read(text, Btc, "test").Value;

    public static Dollars Dollars(string text) => new(Money.Read(text, new Asset("USD", 2), "test").Value.Units);

    public static LiquidationForm Position(string quantity, string entry, string fill, string margin, string? fees = null, string? funding = null) =>
        new LiquidationForm.Position(
            Quantity(quantity), Price(entry), Price(fill), Number(margin), fees is null ? null : Number(fees), funding is null ? null : Number(funding));

    public static LiquidationForm Bankruptcy(string quantity, string bankruptcy, string fill, string? fees = null, string? funding = null) =>
        new LiquidationForm.Bankruptcy(
            Quantity(quantity), Price(bankruptcy), Price(fill), fees is null ? null : Number(fees), funding is null ? null : Number(funding));

    public static LiquidationForm Totals(string margin, string totalLoss, string? fillNotional = null) =>
        new LiquidationForm.Totals(Number(margin), Number(totalLoss), fillNotional is null ? null : Number(fillNotional));

    public static LiquidationForm Deficit(string amount) => new LiquidationForm.Deficit(Number(amount));

    /// <summary>Settles a liquidation as the worker would and shows it as a page would get it.</summary>
    public static LiquidationView Liquidation(
        LiquidationForm form,
        PositionSide? side = PositionSide.Long,
        string balance = "1000",
        string floor = "0",
        int? capPpm = null,
        Contract? contract = null,
        Asset? asset = null,
        string symbol = "BTCUSDT",
        long sequence = 18204)
    {
        asset ??= Usdt;
        contract ??= Contract.Unlisted;
        var check = MarginCheck.Of(form, contract, side, asset).Value;
        var before = Money.Read(balance, asset, "balance").Value;
        var floorAmount = Money.Read(floor, asset, "floor").Value;
        var cap = capPpm is { } ppm ? new PartsPerMillion(ppm).OfDown(check.FillNotional!.Value) : (Money?)null;
        var result = FundDraw.Of(check.Residual, cap, before, floorAmount, check.Fees);
        return new LiquidationView
        {
            Sequence = sequence,
            LedgerSequence = sequence,
            FundId = "usdt",
            FundName = "USDT perpetuals",
            Symbol = symbol,
            Contract = contract,
            Side = side,
            Form = form,
            Check = check,
            SurplusCap = capPpm is { } share ? new PartsPerMillion(share) : null,
            Cap = cap,
            Result = result,
            BalanceBefore = before,
            BalanceAfter = before + result.Change,
            Floor = floorAmount,
            OccurredAt = Now.AddMilliseconds(-210),
            RecordedAt = Now,
            PolicySequence = 12,
            ContractSequence = 3,
            Source = "engine",
        };
    }

    public static LiquidationLine Line(LiquidationView liquidation)
    {
        ArgumentNullException.ThrowIfNull(liquidation);
        return new LiquidationLine
        {
            Sequence = liquidation.Sequence,
            RecordedAt = liquidation.RecordedAt,
            Symbol = liquidation.Symbol,
            Side = liquidation.Side,
            Quantity = liquidation.Form switch
            {
                LiquidationForm.Position position => position.Quantity.Value,
                LiquidationForm.Bankruptcy bankruptcy => bankruptcy.Quantity.Value,
                _ => null,
            },
            Margin = liquidation.Check.Margin,
            TotalLoss = liquidation.Check.TotalLoss,
            Prices = liquidation.Form is LiquidationForm.Bankruptcy known ? new BankruptcyPrices(known.BankruptcyPrice, known.FillPrice) : null,
            Result = liquidation.Result,
            BalanceAfter = liquidation.BalanceAfter,
        };
    }

    public static FundPolicy Policy(Asset asset, string floor, int? capPpm = null) => new()
    {
        Sequence = 12,
        EffectiveAt = Now.AddDays(-90),
        FundId = "usdt",
        Name = "USDT perpetuals",
        Asset = asset,
        Floor = Money.Read(floor, asset, "floor").Value,
        SurplusCap = capPpm is { } ppm ? new PartsPerMillion(ppm) : null,
        Symbols = [FundPolicy.AllOtherSymbols],
    };
}
