namespace Portal.Web.Features.Funds.History;

/// <summary>How long a row of a history's table is.</summary>
/// <param name="Length">About how long; months and years differ.</param>
/// <param name="StartOf">The start of the row that a time belongs to, in UTC.</param>
public sealed record HistoryStep(TimeSpan Length, Func<DateTimeOffset, DateTimeOffset> StartOf)
{
    /// <summary>The most rows of a table.</summary>
    public const int RowsMax = 62;

    private const int DaysFromMondayToThursday = 3;

    private static readonly HistoryStep[] All =
    [
        Even(TimeSpan.FromMinutes(1)),
        Even(TimeSpan.FromMinutes(5)),
        Even(TimeSpan.FromHours(1)),
        Even(TimeSpan.FromHours(6)),
        Even(TimeSpan.FromDays(1)),
        new(TimeSpan.FromDays(7), static at => at.AddDays(DaysFromMondayToThursday).Floor(TimeSpan.FromDays(7)).AddDays(-DaysFromMondayToThursday)),
        new(TimeSpan.FromDays(30), static at => new DateTimeOffset(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero)),
        new(TimeSpan.FromDays(365), static at => new DateTimeOffset(at.UtcDateTime.Year, 1, 1, 0, 0, 0, TimeSpan.Zero)),
    ];

    /// <summary>Whether a row is a day or longer, so that its time of day says nothing.</summary>
    public bool IsOfDays => Length >= TimeSpan.FromDays(1);

    /// <summary>The shortest step that cuts a stretch into <see cref="RowsMax"/> rows at most; years if none does.</summary>
    public static HistoryStep For(TimeSpan stretch) => Array.Find(All, step => stretch / step.Length <= RowsMax - 1) ?? All[^1];

    private static HistoryStep Even(TimeSpan length) => new(length, at => at.Floor(length));
}

/// <summary>Times cut down to a multiple of a length since 1970, a Thursday, in UTC.</summary>
internal static class EvenTimes
{
    public static DateTimeOffset Floor(this DateTimeOffset at, TimeSpan length) =>
        at.AddTicks(-((at - DateTimeOffset.UnixEpoch).Ticks % length.Ticks)).ToUniversalTime();
}
