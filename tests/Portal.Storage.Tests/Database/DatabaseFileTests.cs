using Portal.Storage.Database;

namespace Portal.Storage.Tests.Database;

/// <summary>Who on the machine can read SQLite's files.</summary>
public sealed class DatabaseFileTests
{
    [Fact]
    public async Task A_new_database_and_its_log_are_readable_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("portal-database-");
        try
        {
            var file = Path.Combine(folder.FullName, "data", "portal.db");
            var database = new PortalDatabase(new DatabaseOptions { Engine = SqlEngine.Sqlite, ConnectionString = $"Data Source={file};Pooling=False" });
            await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE kept (id INTEGER)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
            Assert.Equal(["portal.db", "portal.db-shm", "portal.db-wal"], Directory.GetFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            foreach (var made in Directory.GetFiles(Path.GetDirectoryName(file)!))
            {
                Assert.Equal(Own, File.GetUnixFileMode(made));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
