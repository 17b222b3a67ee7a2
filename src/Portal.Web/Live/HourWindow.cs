using Portal.Settlement.Ledger;

namespace Portal.Web.Live;

/// <summary>How a fund's balance stood at full hours of its last 30 days, for changes over days.</summary>
internal sealed class HourWindow
{
    /// <summary>How far back it goes.</summary>
    public const int Days = 30;

    private const long HourMs = 3_600_000;

    // The first one is the last before the window's begin. Only hours with entries have one.
    private readonly LinkedList<(long StartMs, long CloseUnits)> _hours = [];

    /// <summary>Takes an hour as it stands after its last entry; the same hour again replaces it. Hours never go back.</summary>
    public void Add(BalanceRollup hour)
    {
        if (_hours.Last is { } last && last.Value.StartMs >= hour.StartUnixMs)
        {
            last.Value = (hour.StartUnixMs, hour.CloseUnits);
        }
        else
        {
            _hours.AddLast((hour.StartUnixMs, hour.CloseUnits));
        }
    }

    /// <summary>The balance so many days before the current full hour; null when the fund had no entry before that.</summary>
    public long? Before(long nowMs, int days)
    {
        var nowHour = nowMs - (nowMs % HourMs);
        var begin = nowHour - (Days * 24 * HourMs);
        while (_hours.First is { Next: { } second } && second.Value.StartMs < begin)
        {
            _hours.RemoveFirst();
        }

        var at = nowHour - (days * 24 * HourMs);
        long? units = null;
        foreach (var hour in _hours)
        {
            if (hour.StartMs >= at)
            {
                break;
            }

            units = hour.CloseUnits;
        }

        return units;
    }
}
