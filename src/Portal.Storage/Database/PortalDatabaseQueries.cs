using System.Data.Common;
using System.Diagnostics;
using Dapper;

namespace Portal.Storage.Database;

/// <summary>How a store runs a query: one connection each, faults sorted.</summary>
internal static class PortalDatabaseQueries
{
    private const int WriteAttemptsMax = 5;

    // SQLite has waited much longer by itself before it says that it is busy; then waiting once more helps nobody.
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(2);

    extension(PortalDatabase database)
    {
        public async Task<IReadOnlyList<T>> ReadAsync<T>(SqlText text, object? parameters, CancellationToken cancellation)
        {
            try
            {
                await using var connection = await database.OpenForReadingAsync(cancellation);
                return (await connection.QueryAsync<T>(
                    new CommandDefinition(text.For(database.Engine), parameters, cancellationToken: cancellation))).AsList();
            }
            catch (DbException exception) when (StorageFault.IsForCaller(exception, cancellation))
            {
                throw StorageFault.ForCaller(exception, cancellation);
            }
        }

        public async Task<T?> ReadFirstAsync<T>(SqlText text, object? parameters, CancellationToken cancellation)
        {
            var rows = await database.ReadAsync<T>(text, parameters, cancellation);
            return rows.Count == 0 ? default : rows[0];
        }

        /// <summary>Runs one statement, which is its own transaction, and says how many rows it touched.</summary>
        public async Task<int> WriteAsync(SqlText text, object? parameters, CancellationToken cancellation)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellation);
                return await connection.ExecuteAsync(
                    new CommandDefinition(text.For(database.Engine), parameters, cancellationToken: cancellation));
            }
            catch (DbException exception) when (StorageFault.IsForCaller(exception, cancellation))
            {
                throw StorageFault.ForCaller(exception, cancellation);
            }
        }

        /// <summary>Runs several statements as one. They take effect when <paramref name="work"/> returns and not when it throws.</summary>
        /// <remarks>What is known to have had no effect (the victim of a deadlock, say) is run again as a whole, for a moment; after that it is the caller's.</remarks>
        public async Task<T> WriteTogetherAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation)
        {
            var began = Stopwatch.GetTimestamp();
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await database.WriteOnceAsync(work, cancellation);
                }
                catch (TransientStorageException) when (attempt < WriteAttemptsMax && Stopwatch.GetElapsedTime(began) < WritePatience)
                {
                    await Task.Delay(Random.Shared.Next(10, 60), cancellation);
                }
            }
        }

        private async Task<T> WriteOnceAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellation);

                // SQLite begins it as IMMEDIATE: the write lock is taken here and not at a later statement, where two could wait for each other.
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                var result = await work(connection, transaction);
                await CommitAsync(transaction);
                return result;
            }
            catch (DbException exception) when (StorageFault.IsForCaller(exception, cancellation))
            {
                throw StorageFault.ForCaller(exception, cancellation);
            }
        }
    }

    private static async Task CommitAsync(DbTransaction transaction)
    {
        try
        {
            // Not to be cancelled: that would turn a commit that took place into one that nobody knows of.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (StorageFault.LeavesCommitUnknown(exception))
        {
            throw new CommitUnknownException(exception);
        }
    }
}
