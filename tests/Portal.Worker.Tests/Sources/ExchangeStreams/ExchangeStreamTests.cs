using Portal.Settlement.Auditing;
using Portal.Storage.Audit;
using Portal.Worker.Sources.ExchangeStreams;
using Portal.Worker.Tests.Settling;
using static Portal.Worker.Tests.Sources.ExchangeStreams.TestMirror;

namespace Portal.Worker.Tests.Sources.ExchangeStreams;

public sealed class ExchangeStreamTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task What_the_stream_tells_is_settled_under_the_mirrors_name()
    {
        await using var worker = await StartAsync();
        await using var exchange = await TestExchange.StartAsync(async connection =>
        {
            await connection.SendAsync(Subscribed, Order(1), Order(2));
            await connection.SendInPiecesAsync(Order(3), pieces: 20, ends: true);
            await connection.StayAsync();
        });
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange));

        await UntilSettledAsync(worker, 3);

        Assert.All(await LiquidationsAsync(worker), static settled => Assert.Equal(("mirror:binance", 100_000_000), (settled.Source, settled.Result.Surplus.Units)));
        Assert.Equal(0, (await StateAsync(worker))!.Gaps);
        Assert.Contains("!forceOrder@arr", exchange.Heard.First(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_connection_cut_within_a_message_is_opened_again_counts_as_a_gap_and_what_it_repeats_settles_once()
    {
        await using var worker = await StartAsync();
        await using var exchange = await TestExchange.StartAsync(
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(1), Order(2));
                await UntilSettledAsync(worker, 2);
                await connection.SendInPiecesAsync(Order(3), pieces: 2, ends: false);
                connection.Cut();
            },
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(2), Order(3), Order(3), Order(4));
                await connection.CloseAsync();
            },
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(4), Order(5));
                await connection.StayAsync();
            });
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange));

        await UntilStateAsync(worker, static row => row.Settled == 5, "five settled");
        await UntilSettledAsync(worker, 5);
        await UntilStateAsync(worker, static row => row.Duplicates == 3, "three repeated");
        Assert.Equal(2, (await StateAsync(worker))!.Gaps);
    }

    [Fact(Timeout = 120_000)]
    public async Task Garbage_is_kept_for_an_operator_and_ends_nothing()
    {
        await using var worker = await StartAsync();
        await using var exchange = await TestExchange.StartAsync(async connection =>
        {
            await connection.SendAsync(Subscribed, "<html>", "[]", """{"e":"forceOrder","o":{"s":"\uD800"}}""", """{"e":"forceOrder","o":[]}""", Order(1).Replace("9911", "-1", StringComparison.Ordinal));
            await connection.SendBytesAsync([0xFF, 0x00, 0xC3]);
            await connection.SendAsync(Order(1));
            await connection.StayAsync();
        });
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange));

        await UntilSettledAsync(worker, 1);

        Assert.Equal((6, 0), ((await StateAsync(worker))!.Rejected, (await StateAsync(worker))!.Gaps));
        Assert.Equal(1, exchange.Attempts);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_refused_handshake_and_a_refused_subscription_are_tried_again()
    {
        await using var worker = await StartAsync();
        await using var exchange = await TestExchange.StartAsync(
            async connection =>
            {
                await connection.SendAsync("""{"error":{"code":2,"msg":"Invalid request"},"id":1}""", Order(1));
                await connection.StayAsync();
            },
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(2));
                await connection.StayAsync();
            });
        exchange.RefusalsLeft = 2;
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange));

        await UntilSettledAsync(worker, 1);

        Assert.Equal(4, exchange.Attempts);
        Assert.Equal(0, (await StateAsync(worker))!.Gaps);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_side_that_falls_silent_is_left_and_is_asked_often_before()
    {
        await using var worker = await StartAsync();
        await using var exchange = await TestExchange.StartAsync(
            async connection =>
            {
                await connection.SendAsync(Subscribed);
                await connection.StayAsync();
            },
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(1));
                await connection.StayAsync();
            });
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange), Quick with { IdleMax = TimeSpan.FromMilliseconds(500) });

        await UntilSettledAsync(worker, 1);

        Assert.Contains("""{"method":"LIST_SUBSCRIPTIONS","id":2}""", exchange.Heard);
        Assert.True((await StateAsync(worker))!.Gaps >= 1);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_paused_source_is_not_read_until_it_is_resumed()
    {
        await using var worker = await StartAsync();
        await using var exchange = await TestExchange.StartAsync(
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(1));
                await connection.StayAsync();
            },
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(2));
                await connection.StayAsync();
            });
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange));
        await UntilSettledAsync(worker, 1);

        await worker.Pauses.PauseAsync("mirror:binance", "test", Draft(), Cancellation);
        await TestPolling.UntilAsync(() => exchange.Ended == 1, "the end of the connection");
        Assert.Equal(1, exchange.Attempts);
        await worker.Pauses.ResumeAsync("mirror:binance", Draft(), Cancellation);

        await UntilSettledAsync(worker, 2);
        Assert.Equal(1, (await StateAsync(worker))!.Gaps);
    }

    [Fact(Timeout = 120_000)]
    public async Task Only_the_process_that_settles_reads_and_the_next_one_takes_over()
    {
        await using var first = await StartAsync();
        await using var second = await TestSettlement.StartAsync(_folder.Path);
        await using var exchange = await TestExchange.StartAsync(
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(1));
                await connection.StayAsync();
            },
            async connection =>
            {
                await connection.SendAsync(Subscribed, Order(1), Order(2));
                await connection.StayAsync();
            });
        await using var standby = await TestMirror.StartAsync(second, Stream(exchange));
        await using var mirror = await TestMirror.StartAsync(first, Stream(exchange));
        await UntilSettledAsync(first, 1);
        Assert.Equal(1, exchange.Attempts);

        await mirror.DisposeAsync();
        await first.StopWorkerAsync();

        await UntilSettledAsync(second, 2);
        Assert.Equal((1, 1), ((await StateAsync(second))!.Gaps, (await StateAsync(second))!.Duplicates));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_fund_that_is_no_demonstration_takes_nothing_from_a_mirror()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("real", "1000");
        await using var exchange = await TestExchange.StartAsync(async connection =>
        {
            await connection.SendAsync(Subscribed, Order(1));
            await connection.StayAsync();
        });
        await using var mirror = await TestMirror.StartAsync(worker, Stream(exchange));

        await UntilStateAsync(worker, static row => row.Rejected == 1, "one refused");

        Assert.Equal("not-a-demo-fund", (await StateAsync(worker))!.LastProblemCode);
        Assert.Empty(await LiquidationsAsync(worker));
    }

    private static ExchangeStreamOptions Stream(TestExchange exchange) => new() { Exchange = "binance", Address = exchange.Address };

    private static AuditDraft Draft() => new(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()), "tester", "test", "test", "test");

    private async Task<TestSettlement> StartAsync()
    {
        var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("usdt", "1000", isDemo: true);
        return worker;
    }
}
