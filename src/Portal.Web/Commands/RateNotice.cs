using System.Globalization;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.People;

namespace Portal.Web.Commands;

/// <summary>When a rate that the command line sets may take effect. Once there is an owner, a rate in the place of another is announced as early as one that people approve.</summary>
internal static class RateNotice
{
    /// <summary>Whether people decide here: somebody is an owner and may enter.</summary>
    public static bool IsAsked(IEnumerable<PersonRow> people) =>
        people.Any(static person => person.DisabledAtMs is null && PersonRoleText.Read(person.Role) is PersonRole.Owner);

    /// <summary>When it takes effect.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="fundId">The fund.</param>
    /// <param name="market">The one market; null for all.</param>
    /// <param name="kind">The one fee kind; null for all.</param>
    /// <param name="asked">What was asked for; null for as soon as may be.</param>
    /// <param name="now">The clock of this machine.</param>
    /// <param name="isAsked">Whether notice is asked for at all.</param>
    /// <returns>The time; or that it is too soon, with the earliest.</returns>
    public static Checked<DateTimeOffset> EffectiveAt(
        LedgerState state, string fundId, string? market, FeeKind? kind, DateTimeOffset? asked, DateTimeOffset now, bool isAsked)
    {
        // "Now" is the fund's own clock where that is ahead of this machine's.
        var clock = state.Find(fundId)?.LastRecordedAt is { } last && last > now ? last : now;

        // A rate for one market takes the place of one for all of them there, and the other way round.
        var replaces = state.Rulebook.RatesOf(fundId).Any(rate =>
            (rate.Market is null || market is null || rate.Market == market) && (rate.Kind is null || kind is null || rate.Kind == kind));
        if (!isAsked || !replaces)
        {
            return asked ?? clock;
        }

        var earliest = UpToSecond(clock + RateChange.Notice);
        return asked is null ? earliest
            : asked >= clock + RateChange.Notice ? asked.Value
            : new Problem(
                "too-soon",
                "--effective",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{asked:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} is less than {RateChange.Notice.TotalMinutes} minutes from now, and everybody is to see a rate coming. The earliest is {earliest:yyyy-MM-dd'T'HH:mm:ss'Z'}; it is taken when --effective is left out."));
    }

    private static DateTimeOffset UpToSecond(DateTimeOffset time) =>
        new((time.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
