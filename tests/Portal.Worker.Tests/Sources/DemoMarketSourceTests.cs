using Microsoft.Extensions.Logging.Abstractions;
using Portal.Worker.Intake;
using Portal.Worker.Sources.DemoMarket;
using Portal.Worker.Tests.Intake;

namespace Portal.Worker.Tests.Sources;

public sealed class DemoMarketSourceTests
{
    [Fact(Timeout = 60_000)]
    public async Task It_feeds_what_happens_and_stops_when_told()
    {
        var fed = new TaskCompletionSource<(string Source, IReadOnlyList<IntakeRecord> Records)>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new DemoMarketSource(
            (name, records, _) =>
            {
                fed.TrySetResult((name, records));
                return ValueTask.CompletedTask;
            },
            (_, _) => ValueTask.CompletedTask,
            TestIntake.Master,
            TimeProvider.System,
            NullLogger<DemoMarketSource>.Instance);

        await source.StartAsync(TestContext.Current.CancellationToken);
        var (name, first) = await fed.Task.WaitAsync(TestContext.Current.CancellationToken);
        await source.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("demo", name);
        Assert.All(first, static record => Assert.Null(record.Problem));
        Assert.True(source.ExecuteTask!.IsCompleted);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_queue_that_holds_it_back_loses_nothing_and_is_not_fed_twice_at_once()
    {
        var (inside, most, batches) = (0, 0, 0);
        var ids = new List<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new DemoMarketSource(
            async (_, records, cancellation) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Delay(600, cancellation);
                ids.AddRange(records.Select(static record => record.ExternalId!));
                Interlocked.Decrement(ref inside);
                if (++batches == 3)
                {
                    enough.TrySetResult();
                }
            },
            (_, _) => ValueTask.CompletedTask,
            TestIntake.Master,
            TimeProvider.System,
            NullLogger<DemoMarketSource>.Instance);

        await source.StartAsync(TestContext.Current.CancellationToken);
        await enough.Task.WaitAsync(TestContext.Current.CancellationToken);
        await source.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, most);
        Assert.Equal(Enumerable.Range(1, ids.Count), ids.Select(static id => int.Parse(id.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture)).Order());
    }
}
