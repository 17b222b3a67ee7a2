using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>The data-protection keys, so that a cookie of one web node is good on the others. What is stored is sealed by the caller.</summary>
public sealed class DataKeyStore(PortalDatabase database)
{
    private static readonly SqlText SelectAll = SqlText.Same("SELECT xml FROM data_key ORDER BY created_at_ms, name");

    /// <summary>Every key there is, oldest first, as XML.</summary>
    /// <remarks>Waits on the calling thread: the framework asks for its keys in no other way.</remarks>
    public IReadOnlyList<string> ReadAll() =>
        Task.Run(() => database.ReadAsync<string>(SelectAll, null, CancellationToken.None)).GetAwaiter().GetResult();

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO data_key (name, xml, created_at_ms)
        SELECT @Name, @Xml, @CreatedAtMs WHERE NOT EXISTS (SELECT 1 FROM data_key WHERE name = @Name)
        """);

    /// <summary>Adds a key unless there is one of its name.</summary>
    /// <remarks>Waits on the calling thread.</remarks>
    public void Add(string name, string xml, DateTimeOffset now) => Task.Run(() => database.WriteAsync(
        Insert, new { Name = name, Xml = xml, CreatedAtMs = now.ToUnixTimeMilliseconds() }, CancellationToken.None)).GetAwaiter().GetResult();
}
