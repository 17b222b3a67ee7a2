using Portal.Admin.Dashboard;
using Portal.Settlement.Deleveraging;
using Portal.Storage.Operations;

namespace Portal.Web.Tests.Admin.Dashboard;

/// <summary>A portal on which nothing is wrong, for tests that break one thing at a time.</summary>
internal static class SampleFigures
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    public static DashboardFigures Healthy { get; } = new()
    {
        Now = Now,
        Sequence = 1_000,
        Holder = new HolderFigures("node-a:17", 3, "http://node-a:5080", TimeSpan.FromSeconds(1), IsBeating: true),
        CheckpointSize = 1_000,
        CheckpointAt = Now.AddHours(-1),
        Processes = [Process("node-a:17", "web,worker") with { IsSettling = 1, Settled = 1_500, Commits = 30 }, Process("node-b:4", "web") with { Viewers = 40 }],
        Minutes = [new ProcessMinute(MinuteAt(-2), 900, 12, 3, 40, 31), new ProcessMinute(MinuteAt(-1), 600, 2, 0, 9, 22)],
        Database = new DatabaseSize(4L << 30, 100L << 30),
        GrowthBytes = 300L << 20,
        GrowthSince = Now.AddDays(-1),
        Sources = [new SourceFigures("engine", Now.AddSeconds(-2), 0)],
        QuarantineOpen = 0,
        Funds = [Fund(AdlState.Normal)],
        Freeze = null,
    };

    public static FundStanding Fund(AdlState state, long drawdownPpm = 0) => new("usdt", "USDT fund", state, "1000.00 USDT", drawdownPpm);

    public static ProcessSampleRow Process(string node, string roles, DateTimeOffset? at = null) => new(
        (at ?? Now.AddSeconds(-5)).ToUnixTimeMilliseconds(), node, roles, Now.AddHours(-5).ToUnixTimeMilliseconds(), 15_000, 0, 0, 0, 0, 0, 0, 0,
        LagEntries: 0, Viewers: 2, 300L << 20, 4L << 30, 100L << 30);

    public static long MinuteAt(int minutes) => (Now.ToUnixTimeSeconds() / 60) + minutes;
}
