using System.Security.Cryptography;
using System.Text;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Storage.Tests;

/// <summary>Rows with some plausible content.</summary>
internal static class Make
{
    public const string Fund = "usdt";
    public const string Source = "engine";
    public const long StartMs = 1_700_000_040_000; // the start of a minute

    public static byte[] Id(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static LedgerEntryRow Entry(long sequence, string? fund = Fund, long? fundSequence = null, bool decision = false, long? recordedAtMs = null) => new(
        sequence,
        fund,
        fund is null ? null : fundSequence ?? sequence,
        decision ? "rate-set" : "liquidation",
        decision ? 1 : 0,
        recordedAtMs ?? StartMs + sequence,
        StartMs + sequence - 5,
        fund is null ? null : 1_000 - sequence,
        fund is null ? null : 999 - sequence,
        Hash($"leaf {sequence}"),
        Encoding.UTF8.GetBytes($"{{\"sequence\":\"{sequence}\"}}"));

    public static LiquidationRow Liquidation(
        long sequence, string fund = Fund, string symbol = "BTCUSDT", long side = 0, long outcome = 2, long? recordedAtMs = null, long residual = -1) => new(
        sequence, fund, symbol, side, outcome, StartMs + sequence - 5, recordedAtMs ?? StartMs + sequence, residual,
        SurplusUnits: Math.Max(0, residual), DrawUnits: Math.Max(0, -residual), UncoveredUnits: 0);

    public static SettledRecordRow Settled(long sequence, string? id = null, long kind = 0, string source = Source) =>
        new(source, kind, Id(id ?? $"id-{sequence}"), sequence, Hash($"content {sequence}"));

    public static RollupRow Rollup(long lastSequence, string fund = Fund, long interval = RollupRow.Minute, long startMs = StartMs, long close = 7) => new(
        fund, interval, startMs, OpenUnits: 1, HighUnits: 9, LowUnits: -3, close, OpeningUnits: 1, SurplusUnits: 2, DrawUnits: 3, FeeUnits: 4,
        InjectionUnits: 5, WithdrawalUnits: 6, ReversalUnits: -7, PeakGrossUnits: 15, PeakSequence: 1, UncoveredUnits: 8, LiquidationCount: 2,
        DrawCount: 1, lastSequence, LargestDrawUnits: 3, LargestDrawSequence: 1);

    public static FundStateRow FundState(long lastSequence, string fund = Fund, long balance = 500) => new(
        fund, balance, FundSequence: lastSequence, lastSequence, StartMs + lastSequence, LastReplayed: 1, PeakUnits: 900, PeakSequence: 1, StartMs,
        WithdrawnUnits: 6, AdlState: 1, AdlSinceSequence: 4, LastUncoveredAtMs: null, LiquidationCount: 2, DrawCount: 1, CoveredUnits: 3,
        UncoveredUnits: 8);

    public static QuarantineArrival Quarantined(string id, string payload = "{}", string reason = QuarantineRow.Rejected, long seenAtMs = StartMs) => new(
        Source, 0, Id(id), reason, "negative-margin", "margin", "The margin is negative.", Hash(payload), Encoding.UTF8.GetBytes(payload),
        reason == QuarantineRow.Conflict ? 1 : null, seenAtMs);

    /// <summary>Liquidations of one fund with everything an append of them carries.</summary>
    public static LedgerAppend Liquidations(long expectedSequence, int count, string fund = Fund, long? fence = null)
    {
        var sequences = Enumerable.Range(1, count).Select(number => expectedSequence + number).ToArray();
        return new LedgerAppend
        {
            ExpectedSequence = expectedSequence,
            TreeEdge = Hash($"edge {expectedSequence + count}"),
            Fence = fence,
            Entries = [.. sequences.Select(sequence => Entry(sequence, fund))],
            Liquidations = [.. sequences.Select(sequence => Liquidation(sequence, fund))],
            SettledRecords = [.. sequences.Select(sequence => Settled(sequence))],
            Rollups = [Rollup(expectedSequence + count, fund)],
            Funds = [FundState(expectedSequence + count, fund)],
            Sources = [new SourceChange(Source, StartMs, Settled: count)],
        };
    }

    /// <summary>Liquidations as given, each with an entry and a minute.</summary>
    public static LedgerAppend Append(long expectedSequence, params IReadOnlyList<LiquidationRow> rows) => new()
    {
        ExpectedSequence = expectedSequence,
        TreeEdge = [],
        Entries = [.. rows.Select(row => Entry(row.Sequence, row.FundId, row.Sequence, recordedAtMs: row.RecordedAtMs))],
        Liquidations = rows,
        Rollups = [.. rows.GroupBy(row => (row.FundId, Minute: row.RecordedAtMs - (row.RecordedAtMs % 60_000)))
            .Select(group => Rollup(group.Max(row => row.Sequence), group.Key.FundId, startMs: group.Key.Minute))],
        Funds = [.. rows.GroupBy(row => row.FundId).Select(group => FundState(group.Max(row => row.Sequence), group.Key))],
    };
}
