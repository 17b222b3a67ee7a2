using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Storage.Database;

/// <summary>Sorts what the two drivers throw into what passes by itself and what does not.</summary>
internal static class StorageFault
{
    // From this severity on SQL Server closes the connection.
    private const byte ConnectionLostClassMin = 20;

    /// <summary>True when the same work, run again as a whole on a new connection, may well succeed.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        SqliteException fault => fault.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED,
        SqlException fault => fault.Errors.Cast<SqlError>().Any(static error => error.Class >= ConnectionLostClassMin || IsTransient(error.Number)),
        DbException fault => fault.IsTransient,
        _ => false,
    };

    /// <summary>True when a caller of a store is to see <see cref="ForCaller"/> instead of what the driver threw.</summary>
    public static bool IsForCaller(Exception exception, CancellationToken cancellation) =>
        IsTransient(exception) || IsCancelled(exception, cancellation);

    /// <summary>What a caller of a store gets for what a driver threw.</summary>
    public static Exception ForCaller(Exception exception, CancellationToken cancellation) => IsCancelled(exception, cancellation)
        ? new OperationCanceledException(exception.Message, exception, cancellation)
        : new TransientStorageException(exception);

    /// <summary>True when a row with the same key is there already.</summary>
    public static bool IsDuplicateKey(DbException exception) => exception switch
    {
        SqliteException fault => fault.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_UNIQUE,
        SqlException fault => fault.Number is 2627 or 2601,
        _ => false,
    };

    /// <summary>True for what a COMMIT threw when it may have taken place nevertheless. A locked SQLite file says that it has not.</summary>
    public static bool LeavesCommitUnknown(Exception exception) => exception switch
    {
        SqliteException => !IsTransient(exception),
        _ => exception is DbException or InvalidOperationException or IOException,
    };

    // SqlClient reports a cancelled command as an error of the server.
    private static bool IsCancelled(Exception exception, CancellationToken cancellation) =>
        exception is SqlException && cancellation.IsCancellationRequested;

    private static bool IsTransient(int number) => number is
        1205 or 3960 or 1222 // deadlock, snapshot conflict, lock request timeout
        or -2 or 0 or 20 or 64 or 121 or 233 or 258 or 10053 or 10054 or 10060 or 10061 or 11001 // time-outs and the network
        or 4060 or 4221 or 10928 or 10929 or 10936 or 40143 or 40197 or 40501 or 40540 or 40613 // Azure SQL: moving
        or 49918 or 49919 or 49920; // and busy
}
