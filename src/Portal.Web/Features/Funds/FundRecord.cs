using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Funds;

/// <summary>A fund's highest balance ever, how far it fell from there and how much of that came back.</summary>
/// <param name="Balance">The balance now.</param>
/// <param name="Peak">The highest balance ever.</param>
/// <param name="PeakAt">When it was reached.</param>
/// <param name="Trough">The lowest balance since the peak; the peak itself when nothing was lost since.</param>
/// <param name="TroughAt">When that was.</param>
public sealed record FundRecord(Money Balance, Money Peak, DateTimeOffset PeakAt, Money Trough, DateTimeOffset TroughAt)
{
    /// <summary>(balance − peak) / peak; zero or less.</summary>
    public long DrawdownPpm => FromPeak(Balance);

    /// <summary>The same at the trough.</summary>
    public long DeepestPpm => FromPeak(Trough);

    /// <summary>The share of the loss since the peak that came back; null when nothing was lost since.</summary>
    public long? RecoveredPpm => Peak > Trough
        ? (long)(((Int128)Balance.Units - Trough.Units) * PartsPerMillion.Whole / ((Int128)Peak.Units - Trough.Units))
        : null;

    private long FromPeak(Money balance) => Settlement.Deleveraging.AdlTrigger.DrawdownPpm(balance.Units, Peak.Units);
}
