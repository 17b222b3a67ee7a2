namespace Portal.Web.Live;

/// <summary>What a topic has to say between two snapshots.</summary>
internal static class LiveMessages
{
    /// <summary>The ADL changes held that came after a sequence, in order.</summary>
    public static IReadOnlyList<RawJson> AdlChanges(LiveSnapshot snapshot, long after) =>
        [.. snapshot.AdlChanges.Where(change => change.Entry.Sequence > after).Select(static change => change.Json)];

    /// <summary>Whether after a sequence a rate was set or taken back, or all of them suspended or set free; true also when <paramref name="after"/> is before the first entry.</summary>
    public static bool HaveRatesChanged(LiveSnapshot snapshot, long after) =>
        after < 0 || snapshot.Rulebook.RatesSequence > after;

    /// <summary>The funds that have entries in <paramref name="to"/> that they had not in <paramref name="from"/>.</summary>
    public static IReadOnlyList<LiveFund> ChangedFunds(LiveSnapshot from, LiveSnapshot to, string? fundId) =>
        [.. to.Funds.Where(fund => (fundId is null || fund.Id == fundId) && fund.Sequence != (from.Find(fund.Id)?.Sequence ?? 0))];
}
