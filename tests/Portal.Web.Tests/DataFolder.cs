using Microsoft.Data.Sqlite;

namespace Portal.Web.Tests;

/// <summary>The folder of a portal that has ended.</summary>
internal static class DataFolder
{
    private const int AttemptsMax = 50;

    /// <summary>Removes it. An open operators' page may read once more while its portal ends, and then SQLite's files are made anew under our hands.</summary>
    public static void Remove(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            SqliteConnection.ClearAllPools();
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < AttemptsMax)
            {
                Thread.Sleep(100);
            }
        }
    }
}
