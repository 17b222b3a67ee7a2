using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using Portal.Storage.Schema;

namespace Portal.Storage.Tests;

/// <summary>A database of its own for one test, gone afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Where a SQL Server is found: a connection string whose user may create databases.</summary>
    public const string SqlServerVariable = "PORTAL_TEST_SQLSERVER";

    private static readonly string? SqlServer = Environment.GetEnvironmentVariable(SqlServerVariable);

    private readonly Func<Task> _drop;

    private TestDatabase(DatabaseOptions options, Func<Task> drop) =>
        (Database, ConnectionString, _drop) = (new PortalDatabase(options), options.ConnectionString, drop);

    public static TheoryData<SqlEngine> Engines { get; } = [SqlEngine.Sqlite, SqlEngine.SqlServer];

    public PortalDatabase Database { get; }

    public string ConnectionString { get; }

    /// <summary>One without tables.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(SqlEngine engine)
    {
        Assert.SkipWhen(engine is SqlEngine.SqlServer && string.IsNullOrEmpty(SqlServer), $"{SqlServerVariable} is not set.");
        return engine is SqlEngine.Sqlite ? CreateSqlite() : await CreateSqlServerAsync(SqlServer!);
    }

    /// <summary>One with the schema.</summary>
    public static async Task<TestDatabase> CreateAsync(SqlEngine engine)
    {
        var test = await CreateEmptyAsync(engine);
        await new SchemaMigration(test.Database, TimeProvider.System).ApplyAsync(TestContext.Current.CancellationToken);
        return test;
    }

    /// <summary>The same database as another process sees it.</summary>
    public PortalDatabase OpenAgain() => new(new DatabaseOptions { Engine = Database.Engine, ConnectionString = ConnectionString });

    public async Task<int> ExecuteAsync(string text, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteAsync(text, parameters);
    }

    public async Task<T?> ScalarAsync<T>(string text)
    {
        await using var connection = await Database.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<T>(text);
    }

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT COUNT(*) FROM {table}");

    public async ValueTask DisposeAsync() => await _drop();

    private static TestDatabase CreateSqlite()
    {
        var directory = Directory.CreateTempSubdirectory("portal-storage-").FullName;
        var connectionString = $"Data Source={Path.Combine(directory, "portal.db")}";
        return new TestDatabase(new DatabaseOptions { Engine = SqlEngine.Sqlite, ConnectionString = connectionString }, () =>
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
            return Task.CompletedTask;
        });
    }

    private static async Task<TestDatabase> CreateSqlServerAsync(string server)
    {
        var name = $"portal_test_{Guid.NewGuid():N}";
        await OnServerAsync(server, $"CREATE DATABASE {name}");
        var connectionString = new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString();
        return new TestDatabase(new DatabaseOptions { Engine = SqlEngine.SqlServer, ConnectionString = connectionString }, async () =>
        {
            SqlConnection.ClearAllPools();
            await OnServerAsync(server, $"DROP DATABASE {name}");
        });
    }

    private static async Task OnServerAsync(string server, string text)
    {
        await using DbConnection connection = new SqlConnection(server);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(text);
    }
}
