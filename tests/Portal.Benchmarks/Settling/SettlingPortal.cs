using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;
using Portal.Storage.Schema;
using Portal.Storage.TransparencyLog;
using Portal.Worker.Intake;
using Portal.Worker.Positions;
using Portal.Worker.Publishing;
using Portal.Worker.Settling;
using Portal.Worker.Telemetry;

namespace Portal.Benchmarks.Settling;

/// <summary>The product's own queue, worker and stores on one SQLite file, put together as the host does it.</summary>
internal sealed class SettlingPortal : IAsyncDisposable
{
    /// <summary>The source all records come from.</summary>
    public const string Source = "engine-1";

    // Nobody can make a file there, and without a key nothing is signed.
    private const string NoKeyFile = "/dev/null/log.key";

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _working;

    private SettlingPortal(PortalDatabase database, LedgerStore ledger, IntakeQueue queue, SettlementWorker worker)
    {
        (Database, Ledger, Queue) = (database, ledger, queue);
        Positions = PositionsOf(database, ledger);
        _working = worker.StartAsync(_stopping.Token);
        Worker = worker;
    }

    public PortalDatabase Database { get; }

    public LedgerStore Ledger { get; }

    public LedgerPositions Positions { get; }

    public IntakeQueue Queue { get; }

    private SettlementWorker Worker { get; }

    /// <summary>What receipts are made with.</summary>
    public static MasterSecret Master { get; } = MasterSecret.FromBytes(new byte[MasterSecret.Length]);

    public static PortalDatabase Open(string file) => new(new DatabaseOptions { ConnectionString = $"Data Source={file}" });

    /// <summary>Makes the file with its schema, funds and contracts if it is not there.</summary>
    public static async Task MakeAsync(string file, DateTimeOffset openedAt, CancellationToken cancellation)
    {
        var database = Open(file);
        await new SchemaMigration(database, TimeProvider.System).ApplyAsync(cancellation);
        using var ledger = new LedgerStore(database, new LedgerSignal(TimeProvider.System));
        var decided = await new DecisionStore(database, ledger, PositionsOf(database, ledger)).WriteAsync(state => MixContracts.Decide(state, openedAt), cancellation);
        Invariant.Holds(decided.Problem is null, "The funds are open.");
    }

    /// <summary>Copies a file that nobody writes to just now, log included.</summary>
    public static void Copy(string from, string to)
    {
        using var connection = new SqliteConnection($"Data Source={from};Pooling=False");
        connection.Open();
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        checkpoint.ExecuteNonQuery();
        File.Copy(from, to, overwrite: false);
    }

    /// <summary>Starts settling; returns as soon as the queue is open.</summary>
    /// <param name="file">The ledger.</param>
    /// <param name="batchRecords">About how many records a transaction carries.</param>
    /// <param name="clock">The settling clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="publishes">Whether checkpoints are signed beside it, as they always are in the product.</param>
    public static async Task<SettlingPortal> StartAsync(
        string file, int batchRecords, TimeProvider clock, CancellationToken cancellation, bool publishes = true)
    {
        var database = Open(file);
        var signal = new LedgerSignal(TimeProvider.System);
        var ledger = new LedgerStore(database, signal);
        var stores = new SettlementStores(ledger, PositionsOf(database, ledger), new SettledRecordStore(database), new SourceStore(database), new QuarantineStore(database), new AdlLossStore(database));
        var queue = new IntakeQueue();
        var options = Options.Create(new SettlementOptions { BatchRecordsMax = batchRecords });
        var keeper = new LeaseKeeper(new LeaseStore(database), clock, NullLogger<LeaseKeeper>.Instance);
        var figures = new SettlingFigures(queue);
        var rules = new RulesInForce();
        var checkpointer = new Checkpointer(
            new LogPublisher(new LogStore(database), ledger, clock),
            IdentityOf(database, publishes ? KeyFileOf(file) : NoKeyFile),
            signal,
            figures,
            TimeProvider.System,
            NullLogger<Checkpointer>.Instance);
        var proposer = new AdlProposer(
            new AdlProposalStore(database), new AdlQueueStore(database), signal, rules, clock, NullLogger<AdlProposer>.Instance);
        var portal = new SettlingPortal(
            database,
            ledger,
            queue,
            new SettlementWorker(
                keeper, stores, queue, checkpointer, CleanerOf(database, clock), proposer, WatchOf(database, queue), rules, figures, options, clock, NullLogger<SettlementWorker>.Instance));
        while (!queue.IsOpen)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }

        return portal;
    }

    private static PauseWatch WatchOf(PortalDatabase database, IntakeQueue queue) =>
        new(queue, new SourcePauseStore(database), TimeProvider.System, NullLogger<PauseWatch>.Instance);

    private static PayloadCleaner CleanerOf(PortalDatabase database, TimeProvider clock) =>
        new(new QuarantineStore(database), new QuarantineCorrectionStore(database), Options.Create(new QuarantineOptions()), clock, NullLogger<PayloadCleaner>.Instance);

    /// <summary>Where the log's key of a ledger is.</summary>
    public static string KeyFileOf(string file) => $"{file}.log.key";

    /// <summary>Opens the log's key.</summary>
    public static LogIdentity IdentityOf(PortalDatabase database, string keyFile) =>
        new(new LogStore(database), Options.Create(new LogOptions { Origin = "fund.benchmark/log", KeyFile = keyFile }), TimeProvider.System);

    /// <summary>Settles submissions as fast as the queue takes them; returns when the last one is durable.</summary>
    public async Task SettleAsync(IEnumerable<IntakeSubmission> submissions, CancellationToken cancellation)
    {
        var underWay = new List<IntakeSubmission>();
        foreach (var submission in submissions)
        {
            await Queue.EnqueueAsync(submission, cancellation);
            underWay.Add(submission);
        }

        foreach (var submission in underWay)
        {
            foreach (var result in await submission.Settled.WaitAsync(TimeSpan.FromMinutes(2), cancellation))
            {
                Invariant.Holds(result.Status is RecordStatus.Settled, "Every record of a benchmark settles.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.StopAsync(CancellationToken.None);
        await _working;
        Worker.Dispose();
        Ledger.Dispose();
        await _stopping.CancelAsync();
        _stopping.Dispose();

        // Pooled readers would keep the file open.
        SqliteConnection.ClearAllPools();
    }

    private static LedgerPositions PositionsOf(PortalDatabase database, LedgerStore ledger) =>
        new(ledger, new FundStateStore(database), new RollupStore(database));
}
