namespace Portal.Web.Live;

/// <summary>What a topic has to say between two snapshots.</summary>
internal static class LiveMessages
{
    /// <summary>The ADL changes held that came after a sequence, in order.</summary>
    public static IReadOnlyList<RawJson> AdlChanges(LiveSnapshot snapshot, long after) =>
        [.. snapshot.AdlChanges.Where(change => change.Entry.Sequence > after).Select(static change => change.Json)];

    /// <summary>Whether a rate was set after a sequence; true also when none ever was and <paramref name="after"/> is before the first entry.</summary>
    public static bool HaveRatesChanged(LiveSnapshot snapshot, long after) =>
        after < 0 || snapshot.Rulebook.Rates.LastOrDefault() is { } last && last.Sequence > after;

    /// <summary>The funds that have entries in <paramref name="to"/> that they had not in <paramref name="from"/>.</summary>
    public static IReadOnlyList<LiveFund> ChangedFunds(LiveSnapshot from, LiveSnapshot to, string? fundId) =>
        [.. to.Funds.Where(fund => (fundId is null || fund.Id == fundId) && fund.Sequence != (from.Find(fund.Id)?.Sequence ?? 0))];
}
