using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Positions;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>One contract's market: traders who open and close, the engine that liquidates them, funding and fees.</summary>
internal sealed class ContractMarket
{
    private const int PositionsTarget = 1_300;
    private const double RefillSeconds = 150;
    private const double LifetimeSeconds = 900;
    private const double LiquidationFeeRate = 0.0005;
    private const double MakerFeeRate = 0.0002;
    private const double TakerFeeRate = 0.0005;

    // More than this in one step wait for the next, at its price: an engine has a speed.
    private const int LiquidationsPerStepMax = 12;

    private readonly DemoContract _contract;
    private readonly PricePath _path;
    private readonly PositionBook _book = new();
    private readonly FeeMeter _fees = new();
    private readonly DemoTraders _traders;
    private readonly FundBudget _budget;
    private readonly DemoRandom _random;
    private double _funding;
    private double _fundingRate = 0.0001;
    private double _recentVolume;

    public ContractMarket(DemoContract contract, PricePath path, FundBudget budget, DemoRandom random)
    {
        (_contract, _path, _budget, _random) = (contract, path, budget, random);
        _traders = new DemoTraders(contract, random);
        while (_book.Count < PositionsTarget)
        {
            AddPosition(path.Price * Math.Exp(0.01 * random.Normal()));
        }
    }

    public DemoContract Contract => _contract;

    /// <summary>The price in whole ticks, as a decimal string.</summary>
    public string PriceInTicks() =>
        DecimalNumber.Of(Math.Max(1, (long)Math.Round(_path.Price / _contract.Tick)), _contract.PriceDecimals).ToString();

    /// <summary>Lets one step pass and liquidates what it broke.</summary>
    public void Step(MarketMove move, DateTimeOffset from, TimeSpan length, DemoRecords records, List<IntakeRecord> into)
    {
        var seconds = length.TotalSeconds;
        _path.Move(move, seconds, _random);
        Trade(move, seconds);
        AccrueFunding(move, seconds);
        _recentVolume *= Math.Exp(-seconds / 10);
        for (var count = 0; count < LiquidationsPerStepMax && _book.TakeLiquidated(_path.Price) is { } position; count++)
        {
            var at = from + (length * ((count + _random.Share()) / LiquidationsPerStepMax));
            into.Add(Liquidate(position, move, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond)), records));
        }
    }

    /// <summary>Charges the funding of every position to its margin, as exchanges do every few hours.</summary>
    public void SettleFunding()
    {
        foreach (var position in _book.Open)
        {
            position.MarginUnits = Math.Max(0, position.MarginUnits - FundingUnits(position));
            position.FundingPaidUpTo = _funding;
            position.LiquidationPrice = _traders.LiquidationPriceOf(position);
        }

        _book.Sort();
    }

    /// <summary>The fees of a period that ends now.</summary>
    public void TakeFees(DateTimeOffset from, DateTimeOffset to, DemoRecords records, List<IntakeRecord> into)
    {
        foreach (var (kind, amount) in _fees.Take().Where(static fee => DemoRecords.UnitsOf(fee.Amount) > 0))
        {
            _budget.Add(amount * (kind is FeeKind.Liquidation ? DemoSetup.LiquidationFeeSharePpm : DemoSetup.FeeSharePpm) / 1e6);
            into.Add(records.Fee(_contract, kind, amount, from, to));
        }
    }

    /// <summary>Its open positions, with the mark price.</summary>
    public PositionSnapshot Snapshot(DateTimeOffset at, DemoRecords records) =>
        records.Snapshot(_contract, _book.Open, Math.Max(1, (long)Math.Round(_path.Price / _contract.Tick)), at);

    /// <summary>Closes positions from the head of the queue opposite to a liquidated one, until its loss is recovered or nobody is left to close.</summary>
    public IReadOnlyList<(DateTimeOffset DueAt, IntakeRecord Record)> Deleverage(
        LiquidationSettled liquidation, string externalId, DateTimeOffset now, DemoRecords records)
    {
        var fills = new List<(DateTimeOffset DueAt, IntakeRecord Record)>();
        if (DemoAdl.Of(_contract, liquidation) is not { } needed)
        {
            return fills;
        }

        var (left, at) = (needed.Lots, now);
        foreach (var position in DemoAdl.QueueOf(_contract, _book.Open, -needed.D, _path.Price))
        {
            if (left == 0 || fills.Count == DemoAdl.FillsMax)
            {
                break;
            }

            var lots = Math.Min(left, position.Lots);
            at += TimeSpan.FromSeconds(_random.Between(0.5, 4));
            fills.Add((at, records.AdlFill(_contract, externalId, lots, needed.PriceTicks, at)));
            left -= lots;
            Shrink(position, lots);
        }

        _book.Sort();
        return fills;
    }

    private void Shrink(DemoPosition position, long lots)
    {
        if (lots == position.Lots)
        {
            _book.Close(position);
            return;
        }

        position.MarginUnits = (long)(position.MarginUnits * (position.Lots - lots) / (double)position.Lots);
        position.Lots -= lots;
        position.LiquidationPrice = _traders.LiquidationPriceOf(position);
    }

    private void Trade(MarketMove move, double seconds)
    {
        for (var opened = _random.Count(Math.Max(0, PositionsTarget - _book.Count) * seconds / RefillSeconds); opened > 0; opened--)
        {
            AddPosition(_path.Price * Math.Exp(0.0005 * _random.Normal()));
        }

        for (var closed = _random.Count(_book.Count * seconds / LifetimeSeconds); closed > 0; closed--)
        {
            _book.Close(_book.Open[_random.Below(_book.Count)]);
        }

        var volume = _contract.DayVolume / 86_400 * seconds * (1 + (6 * move.Stress)) * _random.Size(0.8, 0.6) / (_contract.IsInverse ? _path.Price : 1);
        _fees.Add(FeeKind.Maker, volume / 2 * MakerFeeRate);
        _fees.Add(FeeKind.Taker, volume / 2 * TakerFeeRate);
    }

    private void AddPosition(double entry)
    {
        if (_traders.Open(entry, _path.Price, _funding) is { } position)
        {
            _book.Add(position);
        }
    }

    private void AccrueFunding(MarketMove move, double seconds)
    {
        // Per 8 hours; around a basis point, several in a crash, when shorts crowd in and receive less.
        _fundingRate += ((0.0001 - (0.0004 * move.Stress) - _fundingRate) * seconds / 600) + (0.00005 * Math.Sqrt(seconds / 600) * _random.Normal());
        var notional = _contract.IsInverse ? _contract.ContractValue / _path.Price : _path.Price;
        _funding += _fundingRate * notional * seconds / 28_800;
    }

    // Longs pay shorts while the rate is positive.
    private long FundingUnits(DemoPosition position) =>
        DemoRecords.UnitsOf(position.D * position.Lots * _contract.Lot * (_funding - position.FundingPaidUpTo));

    private IntakeRecord Liquidate(DemoPosition position, MarketMove move, DateTimeOffset at, DemoRecords records)
    {
        var (inverse, d) = (_contract.IsInverse, position.D);
        var value = position.Lots * _contract.Lot * _contract.ContractValue;
        var entry = position.EntryTicks * _contract.Tick;
        var margin = position.MarginUnits / 1e8;
        var fill = Fill(inverse ? value : value * _path.Price, d, move);
        var fillTicks = Math.Max(1, (long)Math.Round(fill / _contract.Tick));
        var notional = inverse ? value / fill : value * fill;
        var result = new DemoFill(
            position,
            fillTicks,
            Math.Max(1, (long)Math.Round(MarginRules.BankruptcyPrice(inverse, d, value, entry, margin) / _contract.Tick)),
            DemoRecords.UnitsOf(notional * LiquidationFeeRate),
            FundingUnits(position),
            at);

        _fees.Add(FeeKind.Liquidation, result.FeeUnits / 1e8);
        var residual = margin + MarginRules.Gain(inverse, d, value, entry, fillTicks * _contract.Tick) - ((result.FeeUnits + result.FundingUnits) / 1e8);
        _budget.Add(_contract.FundId == DemoSetup.BtcFundId ? Math.Min(residual, notional * DemoSetup.BtcSurplusCapPpm / 1e6) : residual);
        var byPosition = _contract.Publication is Settlement.Contracts.ContractPublication.Full && position.Trader % 5 != 0;
        return records.Liquidation(_contract, result, byPosition);
    }

    // The book gives way by the square root of what was just sold into it; it is thin in a crash.
    private double Fill(double dollars, int d, MarketMove move)
    {
        var depth = _contract.Depth / (1 + (5 * move.Stress)) * _budget.DepthFactor(move.Stress);
        _recentVolume += dollars;
        var spread = 0.0001 * (1 + (3 * move.Stress)) * _random.Wait();
        var impact = 0.01 * Math.Sqrt(_recentVolume / depth) * _random.Between(0.5, 1.5);
        _path.Push(-d * 0.002 * dollars / depth);
        return _path.Price * (1 - (d * Math.Min(0.05, spread + impact)));
    }
}
