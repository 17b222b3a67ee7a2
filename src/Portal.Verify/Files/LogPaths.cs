using System.Globalization;

namespace Portal.Verify.Files;

/// <summary>The addresses of a log's files that no specification of tiles names.</summary>
internal static class LogPaths
{
    /// <summary>The newest checkpoint, a signed note.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>The key that signs now.</summary>
    public const string Key = "vkey";

    /// <summary>The note by which a key names its successor; the first is 1.</summary>
    public static string Handover(int number) => string.Create(CultureInfo.InvariantCulture, $"handover/{number}");
}
