namespace Portal.Worker.Sources.DemoMarket;

/// <summary>What the whole market does in one step.</summary>
/// <param name="LogReturn">Its movement.</param>
/// <param name="VolatilityFactor">How much livelier than usual prices are.</param>
/// <param name="Stress">0 in calm, 1 in the middle of a crash.</param>
internal readonly record struct MarketMove(double LogReturn, double VolatilityFactor, double Stress);

/// <summary>Calm, crash, aftershock, calm: a crash lasts about a minute and comes every several minutes, the first one within 90 seconds.</summary>
internal sealed class MarketWeather
{
    private const double YearSeconds = 365.25 * 86_400;
    private const double CalmVolatility = 0.8;

    private readonly DemoRandom _random;
    private Phase _phase = Phase.Calm;
    private double _secondsLeft;
    private double _driftPerSecond;
    private double _depth;
    private double _stress;

    public MarketWeather(DemoRandom random)
    {
        _random = random;
        _secondsLeft = random.Between(40, 70);
    }

    private enum Phase
    {
        Calm,
        Crash,
        Aftershock,
    }

    /// <summary>Whether it crashes now.</summary>
    public bool IsCrash => _phase is Phase.Crash;

    /// <summary>The market's next move.</summary>
    public MarketMove Move(double seconds)
    {
        _secondsLeft -= seconds;
        if (_secondsLeft <= 0)
        {
            Begin(_phase switch { Phase.Calm => Phase.Crash, Phase.Crash => Phase.Aftershock, _ => Phase.Calm });
        }

        var target = _phase switch { Phase.Crash => 1, Phase.Aftershock => 0.3, _ => 0.0 };
        _stress += (target - _stress) * Math.Min(1, seconds / 8);
        var factor = 1 + (2 * _stress);
        var noise = CalmVolatility * factor * Math.Sqrt(seconds / YearSeconds) * _random.Normal();
        var jump = _phase is Phase.Crash && _random.Chance(seconds / 12) ? Math.Sign(_driftPerSecond) * _random.Between(0.001, 0.004) : 0;
        return new MarketMove((_driftPerSecond * seconds) + noise + jump, factor, _stress);
    }

    private void Begin(Phase phase)
    {
        _phase = phase;
        switch (phase)
        {
            case Phase.Crash:
                // Most crashes fall, some are squeezes.
                _secondsLeft = _random.Between(45, 75);
                _depth = _random.Between(0.03, 0.07) * (_random.Chance(0.65) ? -1 : 1);
                _driftPerSecond = _depth / _secondsLeft;
                break;
            case Phase.Aftershock:
                _secondsLeft = _random.Between(60, 120);
                _driftPerSecond = -_depth * _random.Between(0.35, 0.7) / _secondsLeft;
                break;
            default:
                _secondsLeft = _random.Between(180, 480);
                _driftPerSecond = 0;
                break;
        }
    }
}
