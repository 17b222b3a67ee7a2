using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.Database;

/// <summary>Opens connections, each set up the way every store relies on.</summary>
public sealed class PortalDatabase
{
    /// <summary>How long SQLite waits for another writer, seconds.</summary>
    public const int BusyTimeoutSeconds = 8;

    /// <summary>How much of the database file the one writing connection keeps in memory.</summary>
    public const int WriterCacheMebibytes = 64;

    /// <summary>The same for each other connection. There may be many, and the operating system caches the file too.</summary>
    public const int ReaderCacheMebibytes = 8;

    // Pages that no connection has cached are read where the operating system keeps them, without a copy. SQLite maps no more than this.
    private const long MappedBytesMax = 2_147_418_112;

    // A pooled connection keeps its handle, and a handle keeps what PRAGMA has set: once per handle is enough.
    private readonly ConditionalWeakTable<sqlite3, object> _setUp = [];
    private readonly SqlRetryLogicBaseProvider? _openingRetries;
    private readonly string _connectionString;

    static PortalDatabase() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Takes the options; opens nothing yet.</summary>
    public PortalDatabase(DatabaseOptions options)
    {
        Engine = options.Engine;
        if (Engine is SqlEngine.SqlServer)
        {
            _connectionString = options.ConnectionString;

            // For opening alone: inside a transaction a retried command would run without what came before it.
            _openingRetries = SqlConfigurableRetryFactory.CreateExponentialRetryProvider(new SqlRetryLogicOption
            {
                NumberOfTries = 5,
                DeltaTime = TimeSpan.FromMilliseconds(200),
                MaxTimeInterval = TimeSpan.FromSeconds(5),
            });
            return;
        }

        var builder = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            ForeignKeys = true,
            RecursiveTriggers = true, // or INSERT OR REPLACE would slip past the triggers that refuse a DELETE
            DefaultTimeout = BusyTimeoutSeconds,
        };
        _connectionString = builder.ToString();
        MakeDirectoryOf(builder);
    }

    /// <summary>Which database it is.</summary>
    public SqlEngine Engine { get; }

    /// <summary>A connection for reading and writing; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await OpenForReadingAsync(cancellation);
        if (Engine is SqlEngine.SqlServer)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(AbortOnError.For(Engine), cancellationToken: cancellation));
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        return connection;
    }

    /// <summary>A connection for single SELECTs: on SQL Server it saves the round trip that a writer needs.</summary>
    internal async Task<DbConnection> OpenForReadingAsync(CancellationToken cancellation)
    {
        if (Engine is SqlEngine.SqlServer)
        {
            var connection = new SqlConnection(_connectionString) { RetryLogicProvider = _openingRetries };
            await connection.OpenAsync(cancellation);
            return connection;
        }

        return OpenSqlite(_connectionString, ReaderCacheMebibytes);
    }

    /// <summary>The long-lived connection of the ledger's writer. Not pooled, so that closing it drops whatever was under way.</summary>
    internal SqliteConnection OpenSqliteWriter() =>
        OpenSqlite(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString(), WriterCacheMebibytes);

    // So that an error rolls the whole transaction back instead of leaving it half done and open.
    private static readonly SqlText AbortOnError = SqlText.SqlServerOnly("SET XACT_ABORT ON");

    private static readonly SqlText SetUpConnection = SqlText.SqliteOnly($"""
        PRAGMA busy_timeout = {BusyTimeoutSeconds}000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA mmap_size = {MappedBytesMax};
        """);

    private SqliteConnection OpenSqlite(string connectionString, int cacheMebibytes)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            if (!_setUp.TryGetValue(connection.Handle!, out _))
            {
                connection.Execute($"{SetUpConnection.Sqlite} PRAGMA cache_size = -{cacheMebibytes * 1024};");
                _setUp.AddOrUpdate(connection.Handle!, connection.Handle!);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // It holds password hashes, addresses and accounts: what SQLite itself would make is readable by everybody on the machine. Its log files follow its mode.
    private static void MakePrivate(string file, string directory, SqliteOpenMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (mode is SqliteOpenMode.ReadWriteCreate && !File.Exists(file))
        {
            try
            {
                new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was faster, and made it in the same way.
            }
        }
    }

    private static void MakeDirectoryOf(SqliteConnectionStringBuilder builder)
    {
        var isFile = builder.Mode is not SqliteOpenMode.Memory
            && builder.DataSource.Length > 0
            && !builder.DataSource.StartsWith(':')
            && !builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        if (isFile && Path.GetDirectoryName(Path.GetFullPath(builder.DataSource)) is { Length: > 0 } directory)
        {
            MakePrivate(Path.GetFullPath(builder.DataSource), directory, builder.Mode);
        }
    }
}
