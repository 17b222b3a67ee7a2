using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.StressEvents;
using Portal.Storage.Rollups;
using Portal.Storage.StressEvents;
using Portal.Web.Components.Charts;
using Portal.Web.Features.Events;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Funds.History;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Tests.Features;

/// <summary>The past of the sample portal's first fund: a day with one fall that came back and one that lasts.</summary>
public sealed class SampleHistoryViews : IFundHistoryViews, IEventViews
{
    public static StressEvent Recovered { get; } = Event(100, "100", "80", Sample.Now.AddHours(-9), Sample.Now.AddHours(-8), Sample.Now.AddHours(-5), "The morning cascade");

    public static StressEvent Lasting { get; } = Event(200, "120", "110", Sample.Now.AddHours(-2), Sample.Now.AddHours(-1), null, null);

    public ValueTask<FundHistoryView?> ReadHistoryAsync(string fundId, string? range, string? from, string? to, CancellationToken cancellation) =>
        new(fundId == "usdt" ? History(HistoryRange.Read(range, from, to, Sample.Now.AddDays(-90), Sample.Now)) : null);

    public ValueTask<EventsView> ReadEventsAsync(string? fundId, long? beforePeak, CancellationToken cancellation) => new(new EventsView(
        300, fundId, [new FundChoice("usdt", "USDT perpetuals"), new FundChoice("btc-inverse", "BTC inverse")], fundId == "btc-inverse" ? [] : [View(Lasting), View(Recovered)], fundId is null ? 100 : null));

    public ValueTask<EventView?> ReadEventAsync(string fundId, long peakSequence, CancellationToken cancellation) =>
        new(new[] { Lasting, Recovered }.Where(stress => fundId == "usdt" && stress.Fall.PeakSequence == peakSequence).Select(View).FirstOrDefault());

    public static RollupRow Row(DateTimeOffset at, long open, long high, long low, long close, long minutes = RollupRow.Hour, long draw = 0) => new(
        "usdt", minutes, at.ToUnixTimeMilliseconds(), open, high, low, close, 0, 1, draw, 2, 3, 4, 5, high, 1, 6, 7, draw > 0 ? 1 : 0, 9);

    private static FundHistoryView History(HistoryRange range)
    {
        var rows = new[] { Row(Sample.Now.AddHours(-3), 10_000, 12_000, 9_000, 11_000), Row(Sample.Now.AddHours(-2), 11_000, 11_500, 10_500, 11_200, draw: 300) };
        var fall = new FallView(Recovered.Fall, Recovered.PeakAt, Recovered.TroughAt);
        return new FundHistoryView
        {
            Asset = Sample.Usdt,
            Range = range,
            Step = HistoryStep.For(range.To - range.From),
            Line = new BalanceLine([Sample.Usd("100"), Sample.Usd("120")], Sample.Usd("90"), Sample.Usd("120")),
            Bars = [.. HistoryBar.Of(rows, HistoryStep.For(range.To - range.From), Sample.Usdt)],
            Marks =
            [
                new FundMark { At = Sample.Now, Entry = Entry(7, FundEntryKind.AdlStart) },
                new FundMark { At = Sample.Now.AddHours(-2), Draws = new LargeDraws(Sample.Usd("3"), 2, 30_000, Sample.Now.AddHours(-1)) },
            ],
            Record = new RangeRecord { Peak = Sample.Usd("120"), PeakAt = Sample.Now, Trough = Sample.Usd("90"), TroughAt = Sample.Now, Close = Sample.Usd("110"), Deepest = fall },
            DeepestEver = fall,
            Events = [Lasting, Recovered],
            EventCount = 2,
            Contracts =
            [
                new CoveredContract("BTCUSD", new ContractListing(3, Sample.Now.AddDays(-80), new ContractListed("BTCUSD", Sample.Inverse, "USDT", ContractPublication.Full, "anna"))),
                new CoveredContract("ETHUSDT", null),
            ],
            ContractCount = 2,
            Policies =
            [
                new PolicyStep(Sample.Policy(Sample.Usdt, "2000", 5_000), Sample.Policy(Sample.Usdt, "1000"), "anna", ["bob"], "A thicker cushion."),
                new PolicyStep(Sample.Policy(Sample.Usdt, "1000"), null, "operator", [], null),
            ],
        };
    }

    private static FundEntry Entry(long sequence, FundEntryKind kind) =>
        new() { Sequence = sequence, RecordedAt = Sample.Now, Kind = kind, Change = Money.Zero(Sample.Usdt), BalanceAfter = Sample.Usd("110") };

    private static EventView View(StressEvent stress) => new()
    {
        LedgerSequence = 300,
        Event = stress,
        FundName = "USDT perpetuals",
        Asset = Sample.Usdt,
        Line = new BalanceLine([Sample.Usd("100"), Sample.Usd("80"), Sample.Usd("100")], Sample.Usd("80"), Sample.Usd("100")),
        LineFrom = stress.PeakAt.AddMinutes(-5),
        LineTo = stress.RecoveredAt ?? Sample.Now,
        Until = stress.RecoveredAt ?? Sample.Now,
    };

    private static StressEvent Event(long sequence, string peak, string trough, DateTimeOffset peakAt, DateTimeOffset troughAt, DateTimeOffset? recoveredAt, string? name) => new()
    {
        FundId = "usdt",
        Fall = new BalanceFall
        {
            PeakUnits = Sample.Usd(peak).Units,
            PeakSequence = sequence,
            TroughUnits = Sample.Usd(trough).Units,
            Trough = BalanceSpan.AfterEntry(sequence + 5, troughAt.ToUnixTimeMilliseconds(), Sample.Usd(trough).Units),
            LossUnits = Sample.Usd(peak).Units - Sample.Usd(trough).Units,
            RecoveredAtUnixMs = recoveredAt?.ToUnixTimeMilliseconds(),
            RecoveredSequence = recoveredAt is null ? null : sequence + 9,
        },
        PeakAt = peakAt,
        TroughAt = troughAt,
        TroughSequence = sequence + 5,
        Totals = new StressEventTotals(75, 12, Sample.Usd("22").Units, Sample.Usd("1.5").Units, Sample.Usd("2").Units, 0, 0, 0, 1),
        Named = name is null ? null : new StressEventNameRow("usdt", sequence, name, "Longs were closed within minutes.", "anna", Sample.Now.ToUnixTimeMilliseconds()),
    };
}
