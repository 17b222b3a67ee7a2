using System.Collections.Immutable;
using System.Text;
using Portal.Settlement.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Sources.Replay;
using Portal.Worker.Tests.Intake;

namespace Portal.Worker.Tests.Sources;

/// <summary>Short ways to replay a text as if it were a file.</summary>
internal static class TestReplay
{
    public static readonly DateTimeOffset Opened = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static ReplayFile Open(string content, string format, string? fundId = null, string file = "recording.csv", Rulebook? rulebook = null, params (string What, string Name)[] columns)
    {
        var options = new ReplayOptions
        {
            File = file,
            Format = format,
            FundId = fundId,
            Columns = columns.ToImmutableDictionary(static column => column.What, static column => column.Name),
            Rulebook = rulebook ?? Rulebook.Empty,
        };
        return ReplayFile.Open(options, TestIntake.Master, new MemoryStream(Encoding.UTF8.GetBytes(content))).Value;
    }

    public static List<IntakeRecord> Read(string content, string format, string? fundId = null, string file = "recording.csv")
    {
        using var replay = Open(content, format, fundId, file);
        return [.. replay.Read()];
    }

    public static void Settle(MemoryLedger ledger, ReplayFile replay) => ledger.Take(replay.Read(), replay.Format.Source, Now, isReplay: true);
}
