using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.TransparencyLog;

/// <summary>An operator with a grudge: changes what is stored, past the program and past the database's own guards.</summary>
internal static class TamperedLedger
{
    /// <summary>Replaces a text within the stored bytes of an entry.</summary>
    public static void Replace(LivePortal portal, long sequence, string text, string by)
    {
        using var connection = new SqliteConnection(portal.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER ledger_entry_is_not_changed";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT bytes FROM ledger_entry WHERE sequence = $sequence";
        command.Parameters.AddWithValue("$sequence", sequence);
        var bytes = Encoding.UTF8.GetString((byte[])command.ExecuteScalar()!);
        Assert.Contains(text, bytes, StringComparison.Ordinal);
        command.CommandText = "UPDATE ledger_entry SET bytes = $bytes WHERE sequence = $sequence";
        command.Parameters.AddWithValue("$bytes", Encoding.UTF8.GetBytes(bytes.Replace(text, by, StringComparison.Ordinal)));
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
