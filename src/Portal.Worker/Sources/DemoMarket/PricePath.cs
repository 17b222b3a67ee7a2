namespace Portal.Worker.Sources.DemoMarket;

/// <summary>The price of one contract: it follows the market, has a volatility that changes, gives way to orders and recovers from them.</summary>
/// <remarks>Binary fractions are fine here: this is a simulation of traders, and what leaves it is rounded to whole ticks.</remarks>
internal sealed class PricePath
{
    private const double YearSeconds = 365.25 * 86_400;

    // Over days the price stays around where it began.
    private const double AnchorSeconds = 4 * 3600;
    private const double PushSeconds = 45;
    private const double VolatilitySeconds = 600;

    private readonly DemoContract _contract;
    private readonly PricePath? _leader;
    private readonly double _anchor;
    private double _fair;
    private double _push;
    private double _logVolatility;

    public PricePath(DemoContract contract, PricePath? leader)
    {
        (_contract, _leader) = (contract, leader);
        _anchor = Math.Log(contract.StartPrice);
        _fair = _anchor;
    }

    /// <summary>The price now.</summary>
    public double Price => Math.Exp(Log);

    private double Log => (_leader?.Log ?? 0) + _fair - (_leader is null ? 0 : _anchor) + _push;

    /// <summary>Moves with the market and by itself.</summary>
    public void Move(MarketMove market, double seconds, DemoRandom random)
    {
        _logVolatility += (-_logVolatility * seconds / VolatilitySeconds) + (0.4 * Math.Sqrt(2 * seconds / VolatilitySeconds) * random.Normal());
        var own = _contract.OwnVolatility * Math.Exp(_logVolatility) * market.VolatilityFactor * Math.Sqrt(seconds / YearSeconds) * random.Normal();
        var pull = (_anchor - _fair) * seconds / (_leader is null ? AnchorSeconds : PushSeconds);
        _fair += own + pull + (_leader is null ? market.LogReturn * _contract.Beta : 0);
        _push -= _push * seconds / PushSeconds;
    }

    /// <summary>Gives way to an order.</summary>
    public void Push(double logChange) => _push = Math.Clamp(_push + logChange, -0.03, 0.03);
}
