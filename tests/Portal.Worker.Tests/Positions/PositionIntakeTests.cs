using System.Text;
using Portal.Storage.Deleveraging;
using Portal.Worker.Positions;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Positions;

/// <summary>Of a position snapshot the ranked queue is kept, the newest alone, and never whose positions they are.</summary>
public sealed class PositionIntakeTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_newer_snapshot_stands_in_the_place_of_an_older_one_and_an_older_one_is_stale()
    {
        await using var portal = await StartAsync();

        var statuses = new List<SnapshotStatus>();
        foreach (var json in new[] { Json("P-1", "12:00:00"), Json("P-1", "12:00:00"), Json("P-3", "12:00:10", mark: "120"), Json("P-2", "12:00:05"), Json("P-4", "12:00:10") })
        {
            statuses.Add((await portal.PositionIntake.TakeAsync("engine", Encoding.UTF8.GetBytes(json), Cancellation)).Status);
        }

        Assert.Equal([SnapshotStatus.Taken, SnapshotStatus.Duplicate, SnapshotStatus.Taken, SnapshotStatus.Stale, SnapshotStatus.Stale], statuses);
        Assert.Equal("120", (await portal.Queues.ReadAsync("BTCUSDT", Cancellation))?.MarkPrice);
    }

    [Fact(Timeout = 60_000)]
    public async Task Positions_stand_in_the_order_of_the_published_formula_and_sides_apart()
    {
        await using var portal = await StartAsync();

        // At a mark of 110: a long in profit with leverage 11 before one with leverage 2; a long at a loss last; one beyond its bankruptcy is not ranked.
        var taken = await portal.PositionIntake.TakeAsync("engine", Encoding.UTF8.GetBytes(Json("P-1", "12:00:00", mark: "110", positions: """
            {"side":"long","quantity":"1","entryPrice":"100","bankruptcyPrice":"55"},
            {"side":"long","quantity":"2","entryPrice":"100","margin":"0"},
            {"side":"long","quantity":"3","entryPrice":"120","bankruptcyPrice":"105"},
            {"side":"long","quantity":"4","entryPrice":"120","bankruptcyPrice":"115"},
            {"side":"short","quantity":"5","entryPrice":"100","bankruptcyPrice":"130"}
            """)), Cancellation);

        Assert.Equal((SnapshotStatus.Taken, null), (taken.Status, taken.Problem));
        var places = await portal.Queues.ReadPlacesAsync("BTCUSDT", Cancellation);
        Assert.Equal(["2 1.1", "1 0.2", "3 -0.003787"], places!.LongPlaces.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("5 -0.018181", places.ShortPlaces.TrimEnd('\n'));
        var fifths = QueueText.ReadQuintiles((await portal.Queues.ReadAsync("BTCUSDT", Cancellation))!.LongQuintiles);
        Assert.Equal([0, 1, 1, 0, 1], fifths.Select(static fifth => fifth.Positions));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"side":"long","quantity":"1","entryPrice":"100","bankruptcyPrice":"90","account":"me"}""", "positions[0].account")]
    [InlineData("""{"side":"long","quantity":"1","entryPrice":"100","bankruptcyPrice":"90","margin":"1"}""", "positions[0].bankruptcyPrice")]
    [InlineData("""{"side":"long","quantity":"1","entryPrice":"100"}""", "positions[0].bankruptcyPrice")]
    [InlineData("""{"side":"up","quantity":"1","entryPrice":"100","margin":"1"}""", "positions[0].side")]
    [InlineData("""{"side":"long","quantity":0,"entryPrice":"100","margin":"1"}""", "positions[0].quantity")]
    [InlineData("""{"side":"long","quantity":"1","entryPrice":"100","margin":"-1"}""", "positions[0].margin")]
    [InlineData("""{"side":"long","quantity":"1","entryPrice":"100","margin":"1"},7""", "positions[1]")]
    public async Task What_is_wrong_with_a_position_is_named_and_nothing_is_kept(string positions, string field)
    {
        await using var portal = await StartAsync();

        var result = await portal.PositionIntake.TakeAsync("engine", Encoding.UTF8.GetBytes(Json("P-1", "12:00:00", positions: positions)), Cancellation);

        Assert.Equal((SnapshotStatus.Rejected, field), (result.Status, result.Problem?.Field));
        Assert.Null(await portal.Queues.ReadAsync("BTCUSDT", Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\"asset\":\"EUR\",", "symbol")]
    [InlineData("", "asset")]
    [InlineData("\"asset\":\"USDT\",\"positions\":[],", "positions")]
    [InlineData("\"asset\":\"USDT\",\"account\":\"me\",", "account")]
    public async Task A_snapshot_that_no_fund_takes_or_that_says_too_much_is_rejected(string fields, string field)
    {
        await using var portal = await StartAsync();
        var json = Json("P-1", "12:00:00").Replace("\"asset\":\"USDT\",", fields, StringComparison.Ordinal);

        Assert.Equal(field, (await portal.PositionIntake.TakeAsync("engine", Encoding.UTF8.GetBytes(json), Cancellation)).Problem?.Field);
    }

    [Fact(Timeout = 60_000)]
    public async Task More_positions_than_a_snapshot_holds_are_refused()
    {
        await using var portal = await StartAsync();
        var positions = string.Join(',', Enumerable.Repeat("""{"side":"long","quantity":"1","entryPrice":"100","margin":"1"}""", PositionSnapshot.PositionsMax + 1));

        Assert.Equal("too-many", (await portal.PositionIntake.TakeAsync("engine", Encoding.UTF8.GetBytes(Json("P-1", "12:00:00", positions: positions)), Cancellation)).Problem?.Code);
    }

    internal static string Json(string id, string time, string mark = "95", string positions = """{"side":"short","quantity":"4","entryPrice":"110","bankruptcyPrice":"130"}""") =>
        $$"""{"externalId":"{{id}}","symbol":"BTCUSDT","asset":"USDT","takenAt":"2026-01-01T{{time}}Z","markPrice":"{{mark}}","positions":[{{positions}}]}""";

    private async Task<TestSettlement> StartAsync()
    {
        var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "10");
        await portal.SettleAsync(TestSettlement.Totals("begin", "1", "1"));
        return portal;
    }
}
