using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Auditing;
using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;
using Portal.Storage.Schema;
using Portal.Storage.TransparencyLog;
using Portal.Worker.Intake;
using Portal.Worker.Positions;
using Portal.Worker.Publishing;
using Portal.Worker.Settling;
using Portal.Worker.Telemetry;

namespace Portal.Worker.Tests.Settling;

/// <summary>One process's worth of settling on a real SQLite file; several on one file stand for several processes.</summary>
internal sealed class TestSettlement : IAsyncDisposable
{
    public static readonly MasterSecret Master = MasterSecret.FromBytes(new byte[MasterSecret.Length]);
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly PortalDatabase _database;
    private SettlementWorker? _worker;

    public TestSettlement(string folder, bool judgesPassingTime = true, TimeProvider? time = null)
    {
        _database = new PortalDatabase(new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "portal.db")}" });
        Time = time ?? TimeProvider.System;
        Signal = new LedgerSignal(Time);
        Ledger = new LedgerStore(_database, Signal);
        Positions = new LedgerPositions(Ledger, new FundStateStore(_database), new RollupStore(_database));
        Decisions = new DecisionStore(_database, Ledger, Positions);
        Leases = new LeaseStore(_database);
        Sources = new SourceStore(_database);
        Quarantine = new QuarantineStore(_database);
        Fees = new FeeRollupStore(_database);
        Log = new LogStore(_database);
        LogOptions = new LogOptions { Origin = "fund.test/log", KeyFile = Path.Combine(folder, "log.key") };
        Identity = new LogIdentity(Log, Microsoft.Extensions.Options.Options.Create(LogOptions), Time);
        Options = new SettlementOptions { JudgesPassingTime = judgesPassingTime };
    }

    public TimeProvider Time { get; }

    public LedgerSignal Signal { get; }

    public LedgerStore Ledger { get; }

    public LedgerPositions Positions { get; }

    public DecisionStore Decisions { get; }

    public LeaseStore Leases { get; }

    public SourceStore Sources { get; }

    public QuarantineStore Quarantine { get; }

    public SourcePauseStore Pauses => new(_database);

    public AuditStore Audit => new(_database);

    public PauseWatch Watch => new(Queue, Pauses, Time, NullLogger<PauseWatch>.Instance);

    public QuarantineCorrectionStore Corrections => new(_database);

    public CorrectionSettlement CorrectionSettlement => new(Stores, Master);

    public DismissalStore Dismissals => new(Decisions, Quarantine, Time);

    public PayloadCleaner Cleaner => new(
        Quarantine, Corrections, Microsoft.Extensions.Options.Options.Create(new QuarantineOptions { PayloadDaysMax = 30 }), Time, NullLogger<PayloadCleaner>.Instance);

    public RulesInForce Rules { get; } = new();

    public AdlLossStore Losses => new(_database);

    public AdlEventStore AdlEvents => new(_database);

    public AdlQueueStore Queues => new(_database);

    public AdlProposalStore Proposals => new(_database);

    public AdlProposer Proposer => new(Proposals, Queues, Signal, Rules, Time, NullLogger<AdlProposer>.Instance);

    public PositionIntake PositionIntake => new(Rules, Queues, Time);

    public FeeRollupStore Fees { get; }

    public LogStore Log { get; }

    public LogOptions LogOptions { get; }

    public LogIdentity Identity { get; }

    public IntakeQueue Queue { get; } = new();

    public SettlingFigures Figures => field ??= new SettlingFigures(Queue);

    public SettlementOptions Options { get; }

    private SettlementStores Stores => new(Ledger, Positions, new SettledRecordStore(_database), Sources, Quarantine, Losses);

    public static async Task<TestSettlement> StartAsync(string folder, bool judgesPassingTime = true, TimeProvider? time = null)
    {
        var settlement = new TestSettlement(folder, judgesPassingTime, time);
        await settlement.MigrateAsync();
        await settlement.StartWorkerAsync();
        return settlement;
    }

    public static IntakeRecord Totals(string id, string margin, string loss, string asset = "USDT", string symbol = "BTCUSDT", DateTimeOffset? at = null)
    {
        var form = new LiquidationForm.Totals(Number(margin), Number(loss), FillNotional: null);
        return Seal(new Liquidation { ExternalId = id, Symbol = symbol, OccurredAt = at ?? DateTimeOffset.UtcNow, Form = form, AssetCode = asset, Side = PositionSide.Long });
    }

    public static IntakeRecord Seal(Liquidation liquidation, string source = "engine") => RecordReader.Seal(liquidation, "{}"u8, source, Master);

    public static IntakeRecord Fee(string id, string amount, DateTimeOffset start) => RecordReader.Seal(
        new FeeAccrual
        {
            ExternalId = id,
            Symbol = "BTCUSDT",
            AssetCode = "USDT",
            Amount = Number(amount),
            PeriodStart = start,
            PeriodEnd = start.AddSeconds(1),
        },
        "{}"u8,
        "engine",
        Master);

    public static DecimalNumber Number(string text) => DecimalNumber.Read(text, "test").Value;

    public async Task MigrateAsync() => await new SchemaMigration(_database, Time).ApplyAsync(TestContext.Current.CancellationToken);

    public async Task StartWorkerAsync()
    {
        var lease = new LeaseKeeper(Leases, Time, NullLogger<LeaseKeeper>.Instance);
        var checkpointer = new Checkpointer(new LogPublisher(Log, Ledger, Time), Identity, Signal, Figures, Time, NullLogger<Checkpointer>.Instance);
        _worker = new SettlementWorker(lease, Stores, Queue, checkpointer, Cleaner, Proposer, Watch, Rules, Figures, Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<SettlementWorker>.Instance);
        await _worker.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopWorkerAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None).WaitAsync(Limit);
            _worker.Dispose();
            _worker = null;
        }
    }

    public async Task OpenFundAsync(string id, string opening, string floor = "0", string asset = "USDT", bool isDemo = false)
    {
        var money = new Asset(asset, 8);
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = DateTimeOffset.UnixEpoch,
            FundId = id,
            Name = id,
            Asset = money,
            Floor = Money.Read(floor, money, "floor").Value,
            Symbols = [FundPolicy.AllOtherSymbols],
            IsDemo = isDemo,
        };
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());
        await DecideAsync(state => LedgerDecisions.OpenFund(state, policy, Money.Read(opening, money, "opening").Value, "operator", at));
    }

    public async Task DecideAsync(Func<LedgerState, Checked<ImmutableArray<LedgerEntry>>> decide) =>
        Assert.Null((await Decisions.WriteAsync(decide, TestContext.Current.CancellationToken)).Problem);

    public async Task<IReadOnlyList<RecordResult>> SettleAsync(params IReadOnlyList<IntakeRecord> records)
    {
        var submission = new IntakeSubmission("engine", records, isReplay: false);
        await Queue.EnqueueAsync(submission, TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);
        return await submission.Settled.WaitAsync(Limit);
    }

    public async Task<List<LedgerEntry>> ReadLedgerAsync()
    {
        var entries = new List<LedgerEntry>();
        while (await Ledger.ReadEntriesAsync(entries.Count, 5_000, TestContext.Current.CancellationToken) is { Count: > 0 } rows)
        {
            entries.AddRange(rows.Select(static row => LedgerEntry.Read(row.Bytes)));
        }

        return entries;
    }

    /// <summary>Replays the whole ledger from nothing, which throws where an entry does not follow, and compares with what is stored; and audits it as an outsider does.</summary>
    public async Task AssertLedgerHoldsAsync()
    {
        var replayed = LedgerState.Empty();
        var audit = new LedgerAudit();
        var ledger = await ReadLedgerAsync();
        foreach (var entry in ledger)
        {
            replayed.Apply(entry);
            var read = AuditedEntry.Read(entry.Sequence, entry.ToBytes(), new CanonicalObject());
            Assert.Null(audit.Take(read, read.EarlierSequence is { } reversed ? ledger[(int)reversed - 1].ToBytes() : default));
        }

        Assert.Null(audit.FindMissing());

        var stored = await Positions.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(replayed.Sequence, stored.Sequence);
        Assert.Equal(
            replayed.Funds.OrderBy(static fund => fund.FundId).Select(Describe),
            stored.State.Funds.OrderBy(static fund => fund.FundId).Select(Describe));
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        Ledger.Dispose();
    }

    private static string Describe(FundState fund) => string.Create(
        CultureInfo.InvariantCulture,
        $"{fund.FundId} {fund.Balance} {fund.FundSequence} {fund.PeakUnits} {fund.AdlSinceSequence} {fund.UncoveredUnits} {fund.LiquidationCount} {fund.DrawCount} {fund.PeakAtTime(fund.LastRecordedAt)} {string.Join(';', fund.Rollups)}");
}
