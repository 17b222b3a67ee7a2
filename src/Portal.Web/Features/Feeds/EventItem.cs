using System.Collections.Immutable;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Web.Components.Figures;
using Portal.Web.Live;

namespace Portal.Web.Features.Feeds;

/// <summary>One thing that happened.</summary>
/// <param name="Sequence">The ledger entry that records it.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="FundId">The fund.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">In a sentence.</param>
/// <param name="Author">Who decided it; the portal itself where a rule did.</param>
internal sealed record EventItem(long Sequence, DateTimeOffset At, string FundId, string Title, string Text, string Author)
{
    /// <summary>How many a feed holds.</summary>
    public const int ItemsMax = 100;

    private const string Portal = "Insurance Fund Transparency Portal";

    /// <summary>The newest first.</summary>
    public static async Task<ImmutableArray<EventItem>> ReadNewestAsync(LiveSnapshot snapshot, LedgerStore ledger, CancellationToken cancellation)
    {
        var takenBack = new List<EventItem>();
        var cancelled = snapshot.Funds.SelectMany(static fund => fund.Rates, static (fund, rate) => (fund, sequence: rate.CancelledSequence));
        foreach (var (fund, sequence) in cancelled.Where(static one => one.sequence is not null).OrderByDescending(static one => one.sequence).Take(ItemsMax))
        {
            // The rulebook knows that a rate was taken back; by whom, when and why says the entry.
            var rows = await ledger.ReadEntriesAsync(sequence!.Value - 1, 1, cancellation);
            takenBack.AddRange(rows.Select(row => OfCancelled(LedgerEntry.Read(row.Bytes), fund)));
        }

        return
        [
            .. snapshot.AdlChanges.Select(change => OfAdl(change.Entry, snapshot))
                .Concat(snapshot.Funds.SelectMany(OfRates))
                .Concat(takenBack)
                .OrderByDescending(static item => item.Sequence)
                .Take(ItemsMax),
        ];
    }

    private static EventItem OfAdl(LedgerEntry entry, LiveSnapshot snapshot)
    {
        var name = snapshot.Find(entry.FundId!)?.Policy.Name ?? entry.FundId!;
        var isActive = entry.Body is AdlChanged { Active: true };
        return new EventItem(
            entry.Sequence,
            entry.RecordedAt,
            entry.FundId!,
            $"{name}: ADL {(isActive ? "started" : "stopped")}",
            $"Auto-deleveraging of {name} {(isActive ? "started" : "stopped")} at a balance of {FigureText.Of(entry.BalanceAfter!.Value)} {entry.BalanceAfter.Value.Asset.Code}.",
            Portal);
    }

    private static EventItem OfCancelled(LedgerEntry entry, LiveFund fund)
    {
        var cancelled = (RateCancelled)entry.Body;
        var share = fund.Rates.First(rate => rate.Sequence == cancelled.RateSequence).Share;
        return new EventItem(
            entry.Sequence,
            entry.RecordedAt,
            fund.Id,
            $"{fund.Policy.Name}: fee share {PercentText.OfShare(share.Value)} taken back",
            $"The scheduled fee share of {PercentText.OfShare(share.Value)} for {fund.Policy.Name} (entry {cancelled.RateSequence}) does not take effect. {cancelled.Reason}",
            cancelled.By.Length > 0 ? cancelled.By : Portal);
    }

    private static IEnumerable<EventItem> OfRates(LiveFund fund) => fund.Rates.Select(rate => new EventItem(
        rate.Sequence,
        rate.SetAt,
        fund.Id,
        $"{fund.Policy.Name}: fee share {PercentText.OfShare(rate.Share.Value)}",
        $"{PercentText.OfShare(rate.Share.Value)} of {rate.Market ?? "all"} trading fees go to {fund.Policy.Name} from {TimeText.Of(rate.EffectiveAt, TimeFormat.Full)} on. {rate.Reason}",
        rate.By.Length > 0 ? rate.By : Portal));
}
