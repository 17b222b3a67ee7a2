using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Worker.Intake;
using Portal.Worker.Settling;
using Portal.Worker.Sources;
using Portal.Worker.Sources.RabbitMq;
using Portal.Worker.Tests.Settling;
using static Portal.Worker.Tests.Sources.ExchangeStreams.TestMirror;

namespace Portal.Worker.Tests.Sources.RabbitMq;

public sealed class RabbitMqTests(TestBroker broker) : IDisposable
{
    private const string Source = "engine-queue";

    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 240_000)]
    public async Task One_record_an_array_and_lines_are_settled_and_acknowledged()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await StartAsync();
        await using var source = await ConsumeAsync(worker, queue);

        await queue.PublishAsync(Record(1), $"[{Record(2)},{Record(3)}]", $"{Record(4)}\n{Record(5)}\n", Record(6).Replace(",", ",\n", StringComparison.Ordinal));
        await queue.PublishAsAsync("fees", Encoding.UTF8.GetBytes("""{"externalId":"F1","symbol":"BTCUSDT","asset":"USDT","amount":"1","periodStart":"2026-01-01T00:00:00Z","periodEnd":"2026-01-01T00:01:00Z"}"""));

        await UntilSettledAsync(worker, 6);
        await UntilStateAsync(worker, static row => row.Settled == 7, "six liquidations and a fee", Source);
        await source.DisposeAsync();
        Assert.Equal((0u, 0u), await queue.LookAsync());
    }

    [Fact(Timeout = 240_000)]
    public async Task What_nobody_can_read_goes_to_quarantine_as_it_was_sent_and_blocks_nothing()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await StartAsync();
        await using var source = await ConsumeAsync(worker, queue);

        await queue.PublishAsync("no json", "[{]", string.Empty, """{"externalId":"X"}""");
        await queue.PublishAsAsync("positions", Encoding.UTF8.GetBytes(Record(8)));
        await queue.PublishAsAsync(kind: null, Encoding.UTF8.GetBytes(Record(9)));
        await queue.PublishAsAsync("liquidations", Encoding.UTF8.GetBytes(new string(' ', 20_000)), Encoding.UTF8.GetBytes(Record(1)));

        await UntilSettledAsync(worker, 1);
        await UntilStateAsync(worker, static row => row.Rejected == 7, "seven that nobody can read", Source);
        await source.DisposeAsync();
        Assert.Equal(0u, (await queue.LookAsync()).Ready);
        var kept = await worker.Quarantine.ReadOpenAsync(Source, (long)RecordKind.Liquidation, [], Cancellation);
        Assert.Contains(kept, static row => Encoding.UTF8.GetString(row.Payload!) == "no json");
    }

    [Fact(Timeout = 240_000)]
    public async Task A_process_that_dies_between_commit_and_acknowledgement_gets_the_message_again_and_settles_it_once()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await StartAsync();
        await queue.PublishAsync(Record(1), Record(2));

        // What a process that was killed leaves behind: its records are committed, its messages are not acknowledged.
        var committed = await Task.WhenAll(new[] { Record(1), Record(2) }.Select(record => SettleAsync(worker, record)));
        Assert.All(committed, static result => Assert.Equal(RecordStatus.Settled, result.Status));
        await using var source = await ConsumeAsync(worker, queue);

        await UntilStateAsync(worker, static row => row.Duplicates == 2, "both again", Source);
        await UntilSettledAsync(worker, 2);
    }

    [Fact(Timeout = 240_000)]
    public async Task Nothing_is_acknowledged_before_the_commit_and_no_more_is_taken_than_the_prefetch()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await PrepareAsync();
        await queue.PublishAsync([.. Enumerable.Range(1, 20).Select(Record)]);

        // A queue that is open and that nobody settles from: the records are taken, and stay.
        worker.Queue.Open();
        await using (var source = await ConsumeAsync(worker, queue, prefetch: 7))
        {
            await TestPolling.UntilAsync(() => worker.Queue.Records == 7, "seven taken");
            Assert.Equal(13u, (await queue.LookAsync()).Ready);
            worker.Queue.Close(new NotSettledException("test"));
            await TestPolling.UntilAsync(async () => await queue.LookAsync() is (20, 0), "all of them back");
        }

        Assert.Empty(await LiquidationsAsync(worker));
        await worker.StartWorkerAsync();
        await using var again = await ConsumeAsync(worker, queue, prefetch: 7);
        await UntilSettledAsync(worker, 20);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_paused_source_consumes_nothing_until_it_is_resumed()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await StartAsync();
        await using var source = await ConsumeAsync(worker, queue);
        await queue.PublishAsync(Record(1));
        await UntilSettledAsync(worker, 1);

        await worker.Pauses.PauseAsync(Source, "test", Draft(), Cancellation);
        await TestPolling.UntilAsync(async () => (await queue.LookAsync()).Consumers == 0, "no consumer");
        await queue.PublishAsync([.. Enumerable.Range(2, 40).Select(Record)]);
        Assert.Equal(40u, (await queue.LookAsync()).Ready);
        Assert.Single(await LiquidationsAsync(worker));
        await worker.Pauses.ResumeAsync(Source, Draft(), Cancellation);

        await UntilSettledAsync(worker, 41);
        await source.DisposeAsync();
        Assert.Equal((0u, 0u), await queue.LookAsync());
        Assert.Equal((41, 0), await StateAsync(worker, Source) is { } state ? (state.Settled, state.Duplicates) : default);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_source_that_was_paused_before_the_start_consumes_nothing_and_what_was_taken_and_not_settled_goes_back()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await PrepareAsync();
        await worker.Pauses.PauseAsync(Source, "test", Draft(), Cancellation);
        await queue.PublishAsync([.. Enumerable.Range(1, 5).Select(Record)]);

        // Nobody settles yet, and this process does not know of the pause: all five are taken.
        worker.Queue.Open();
        await using var source = await ConsumeAsync(worker, queue);
        await TestPolling.UntilAsync(() => worker.Queue.Records == 5, "five taken");
        worker.Queue.Close(new NotSettledException("test"));
        await worker.StartWorkerAsync();
        await TestPolling.UntilAsync(() => worker.Queue.IsOpen, "the worker");
        await TestPolling.UntilAsync(async () => await queue.LookAsync() is (5, 0), "all of them back");
        Assert.Empty(await LiquidationsAsync(worker));
        await worker.Pauses.ResumeAsync(Source, Draft(), Cancellation);

        await UntilSettledAsync(worker, 5);
    }

    [Fact(Timeout = 240_000)]
    public async Task Of_two_workers_the_one_that_settles_consumes_and_the_other_takes_over()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var first = await StartAsync();
        await using var second = await TestSettlement.StartAsync(_folder.Path);
        await using var standby = await ConsumeAsync(second, queue);
        await using var source = await ConsumeAsync(first, queue);
        await queue.PublishAsync(Record(1));
        await UntilSettledAsync(first, 1);
        Assert.Equal(1u, (await queue.LookAsync()).Consumers);

        await source.DisposeAsync();
        await first.StopWorkerAsync();
        await queue.PublishAsync(Record(2), Record(1));

        await UntilStateAsync(second, static row => row is { Settled: 2, Duplicates: 1 }, "the second message and the repeated one", Source);
        await UntilSettledAsync(second, 2);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_broker_that_restarts_loses_nothing_and_the_password_is_in_no_log()
    {
        await using var queue = await broker.OpenQueueAsync();
        await using var worker = await StartAsync();
        var log = new TestLog();
        await using var source = await ConsumeAsync(worker, queue, log: log);
        await queue.PublishAsync(Record(1));
        await UntilSettledAsync(worker, 1);

        await broker.StopAsync();
        await broker.StartAsync();
        await queue.PublishAsync(Record(1), Record(2));

        await UntilSettledAsync(worker, 2);
        Assert.Contains(log.Lines, static line => line.Contains("is lost", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("guest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://user:secret@broker", "q", "Uri")]
    [InlineData("amqp://user:secret@broker", "", "Queue")]
    [InlineData("amqp://user:secret@broker", "q", null)]
    public void A_broker_that_can_not_be_read_is_refused_without_its_password(string uri, string queue, string? fault)
    {
        var problem = new RabbitMqOptions { Uri = uri, Queue = queue }.Check();

        Assert.Equal(fault, problem?.Split(' ')[0]);
        Assert.DoesNotContain("secret", problem ?? string.Empty, StringComparison.Ordinal);
    }

    private static async Task<RecordResult> SettleAsync(TestSettlement worker, string record)
    {
        var read = RecordReader.ReadLiquidation(Encoding.UTF8.GetBytes(record), Source, TestSettlement.Master);
        var submission = new IntakeSubmission(Source, [read], isReplay: false);
        Assert.True(worker.Queue.TryEnqueue(submission));
        return Assert.Single(await submission.Settled.WaitAsync(TestSettlement.Limit, Cancellation));
    }

    private static string Record(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"externalId":"L{{number}}","symbol":"BTCUSDT","occurredAt":"2026-01-01T00:00:00Z","positionSide":"long","asset":"USDT","margin":"1","totalLoss":"2"}""");

    private static AuditDraft Draft() => new(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()), "tester", "test", "test", "test");

    private static async Task<RunningSource> ConsumeAsync(TestSettlement worker, TestQueue queue, int prefetch = 100, ILogger<RabbitMqSource>? log = null)
    {
        var options = new SourceOptions();
        (options.RabbitMq.Uri, options.RabbitMq.Queue, options.RabbitMq.Source, options.RabbitMq.Prefetch) = (queue.Uri, queue.Name, Source, prefetch);
        var permit = new ReadingPermit(worker.Queue, worker.Time);
        var source = new RabbitMqSource(
            Options.Create(options), Options.Create(new IntakeLimits { IntakeBodyBytesMax = 10_000 }), permit, worker.Queue, TestSettlement.Master, worker.Time, log ?? NullLogger<RabbitMqSource>.Instance)
        {
            Times = new RabbitMqTimes { ReconnectFirst = TimeSpan.FromMilliseconds(50), ReconnectLongest = TimeSpan.FromMilliseconds(500) },
        };
        await source.StartAsync(Cancellation);
        return new RunningSource(source);
    }

    private async Task<TestSettlement> PrepareAsync()
    {
        var settlement = new TestSettlement(_folder.Path);
        await settlement.MigrateAsync();
        await settlement.OpenFundAsync("usdt", "1000");
        return settlement;
    }

    private async Task<TestSettlement> StartAsync()
    {
        var worker = await PrepareAsync();
        await worker.StartWorkerAsync();
        return worker;
    }

    private sealed class RunningSource(RabbitMqSource source) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await source.StopAsync(CancellationToken.None).WaitAsync(TestSettlement.Limit);
            source.Dispose();
        }
    }

    private sealed class TestLog : ILogger<RabbitMqSource>
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);
    }
}
