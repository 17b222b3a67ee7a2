using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Worker.Sources;
using Portal.Worker.Sources.ExchangeStreams;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Sources.ExchangeStreams;

/// <summary>A mirror of a local exchange into a real worker.</summary>
internal sealed class TestMirror : IAsyncDisposable
{
    public const string Subscribed = """{"result":null,"id":1}""";

    private readonly ExchangeStreamMirror _mirror;

    private TestMirror(ExchangeStreamMirror mirror) => _mirror = mirror;

    public static StreamTimes Quick { get; } = new()
    {
        PingPause = TimeSpan.FromMilliseconds(50),
        IdleMax = TimeSpan.FromSeconds(20),
        EndMax = TimeSpan.FromSeconds(5),
        ReconnectFirst = TimeSpan.FromMilliseconds(20),
        ReconnectLongest = TimeSpan.FromMilliseconds(100),
    };

    public static async Task<TestMirror> StartAsync(TestSettlement settlement, ExchangeStreamOptions stream, StreamTimes? times = null)
    {
        var options = new SourceOptions { ExchangeStreams = { stream } };
        Assert.True(new SourceOptionsValidator().Validate(null, options).Succeeded);
        var permit = new ReadingPermit(settlement.Queue, settlement.Time);
        var mirror = new ExchangeStreamMirror(
            Options.Create(options), permit, settlement.Queue, settlement.Sources, settlement.Positions, TestSettlement.Master, settlement.Time, NullLogger<ExchangeStreamMirror>.Instance)
        {
            Times = times ?? Quick,
        };
        await mirror.StartAsync(TestContext.Current.CancellationToken);
        return new TestMirror(mirror);
    }

    /// <summary>An order that leaves the fund one unit of surplus for each number.</summary>
    public static string Order(int number, string symbol = "BTCUSDT") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"e":"forceOrder","E":1568014460893,"o":{"s":"{{{symbol}}}","S":"SELL","o":"LIMIT","f":"IOC","q":"1","p":"9910","ap":"9911","X":"FILLED","l":"1","z":"1","T":{{{1568014460893L + number}}}}}""");

    public static async Task<List<LiquidationSettled>> LiquidationsAsync(TestSettlement settlement) =>
        [.. (await settlement.ReadLedgerAsync()).Select(static entry => entry.Body).OfType<LiquidationSettled>()];

    public static async Task UntilSettledAsync(TestSettlement settlement, int count)
    {
        await TestPolling.UntilAsync(async () => (await LiquidationsAsync(settlement)).Count >= count, $"{count} liquidations");
        Assert.Equal(count, (await LiquidationsAsync(settlement)).Count);
        await settlement.AssertLedgerHoldsAsync();
    }

    public static async Task<SourceStateRow?> StateAsync(TestSettlement settlement, string source = "mirror:binance") =>
        (await settlement.Sources.ReadAllAsync(TestContext.Current.CancellationToken)).FirstOrDefault(row => row.Source == source);

    public static Task UntilStateAsync(TestSettlement settlement, Func<SourceStateRow, bool> holds, string what, string source = "mirror:binance") =>
        TestPolling.UntilAsync(async () => await StateAsync(settlement, source) is { } row && holds(row), what);

    public async ValueTask DisposeAsync()
    {
        await _mirror.StopAsync(CancellationToken.None).WaitAsync(TestSettlement.Limit);
        _mirror.Dispose();
    }
}
