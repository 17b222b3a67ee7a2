using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Portal.Web.Tests.Processes;

/// <summary>An operator's folder with the portal's data in it; gone after the test.</summary>
internal sealed class ProcessFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-process-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The canonical bytes of every entry, read beside the program.</summary>
    public IReadOnlyList<string> ReadLedger()
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "data", "portal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, bytes FROM ledger_entry ORDER BY sequence";
        using var reader = command.ExecuteReader();
        var entries = new List<string>();
        while (reader.Read())
        {
            Assert.Equal(entries.Count + 1, reader.GetInt64(0));
            entries.Add(Encoding.UTF8.GetString((byte[])reader.GetValue(1)));
        }

        return entries;
    }

    /// <summary>A fixed master secret, so that commitments are the same in every run.</summary>
    public void WriteMasterSecret()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "data"));
        System.IO.File.WriteAllBytes(System.IO.Path.Combine(Path, "data", "portal-master.key"), SHA256.HashData("a test's master secret"u8));
    }

    /// <summary>A recording of forced orders in the binance-force-orders format, with surpluses, deficits and repeats.</summary>
    public string WriteForceOrders(int count)
    {
        var random = new Random(20_261_122);
        var lines = new List<string>();
        for (var index = 0; index < count; index++)
        {
            var limit = 100 + random.Next(0, 400);
            var average = limit + random.Next(-20, 25);
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"SYM{random.Next(0, 20)},{(random.Next(2) == 0 ? "SELL" : "BUY")},LIMIT,IOC,{index % 7 + 1}.5,{limit}.25,{average}.125,FILLED,1,{index % 7 + 1}.5,{1_718_900_000_000 + (index * 40L)},1"));
            if (random.Next(50) == 0)
            {
                lines.Add(lines[^1]);
            }
        }

        var file = File("orders.csv");
        System.IO.File.WriteAllLines(file, lines);
        return file;
    }

    public void Dispose() => DataFolder.Remove(Path);
}
