using Portal.Storage.Database;
using Portal.Storage.Operations;

namespace Portal.Storage.Tests.Operations;

public sealed class ProcessSampleStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<SqlEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_sample_is_read_as_it_was_written_newest_first(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var samples = new ProcessSampleStore(test.Database);
        var earlier = Sample(Noon, "one:1") with { LagEntries = null, Viewers = null, DatabaseBytes = null, DatabaseFreeBytes = null };
        var later = Sample(Noon.AddSeconds(15), "one:1");
        await samples.AddAsync(earlier, Cancellation);
        await samples.AddAsync(later, Cancellation);

        Assert.Equal([later, earlier], await samples.ReadSinceAsync(Noon, Cancellation));
        Assert.Equal([later], await samples.ReadSinceAsync(Noon.AddMilliseconds(1), Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Minutes_add_what_was_settled_and_keep_the_worst_of_the_rest(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var samples = new ProcessSampleStore(test.Database);
        await samples.AddAsync(Sample(Noon, "one:1") with { Settled = 10, QueueRecords = 5, LagEntries = null, CommitMsMax = 3, Commits = 4 }, Cancellation);
        await samples.AddAsync(Sample(Noon.AddSeconds(59), "two:2") with { Settled = 7, QueueRecords = 9, LagEntries = 4, CommitMsMax = 2, Commits = 5 }, Cancellation);
        await samples.AddAsync(Sample(Noon.AddMinutes(2), "one:1") with { Settled = 1, QueueRecords = 0, LagEntries = null, CommitMsMax = 0, Commits = 0 }, Cancellation);

        var minute = Noon.ToUnixTimeMilliseconds() / 60_000;
        Assert.Equal(
            [new ProcessMinute(minute, 17, 9, 4, 3, 9), new ProcessMinute(minute + 2, 1, 0, null, 0, 0)],
            await samples.ReadMinutesAsync(Noon, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Minutes_of_which_nothing_or_no_lag_is_known_can_be_read(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var samples = new ProcessSampleStore(test.Database);
        Assert.Empty(await samples.ReadMinutesAsync(Noon, Cancellation));
        Assert.Empty(await samples.ReadSinceAsync(Noon, Cancellation));

        await samples.AddAsync(Sample(Noon, "one:1") with { LagEntries = null, Viewers = null, DatabaseBytes = null, DatabaseFreeBytes = null }, Cancellation);

        Assert.Null(Assert.Single(await samples.ReadMinutesAsync(Noon, Cancellation)).LagMax);
        Assert.Null(Assert.Single(await samples.ReadSinceAsync(Noon, Cancellation)).DatabaseBytes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_pruned_is_only_what_is_older(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var samples = new ProcessSampleStore(test.Database);
        await samples.AddAsync(Sample(Noon, "one:1"), Cancellation);
        await samples.AddAsync(Sample(Noon, "two:2"), Cancellation);
        await samples.AddAsync(Sample(Noon.AddSeconds(15), "one:1"), Cancellation);

        Assert.Equal(2, await samples.PruneAsync(Noon.AddSeconds(15), Cancellation));

        Assert.Equal(Noon.AddSeconds(15).ToUnixTimeMilliseconds(), Assert.Single(await samples.ReadSinceAsync(Noon, Cancellation)).AtMs);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Growth_is_measured_from_the_first_sample_that_knows_the_size(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var samples = new ProcessSampleStore(test.Database);
        Assert.Null(await samples.ReadFirstSizedAsync(Noon, Cancellation));
        await samples.AddAsync(Sample(Noon, "one:1") with { DatabaseBytes = null }, Cancellation);
        await samples.AddAsync(Sample(Noon.AddSeconds(15), "one:1") with { DatabaseBytes = 5_000 }, Cancellation);
        await samples.AddAsync(Sample(Noon.AddSeconds(30), "one:1") with { DatabaseBytes = 6_000 }, Cancellation);

        Assert.Equal(5_000, (await samples.ReadFirstSizedAsync(Noon, Cancellation))?.DatabaseBytes);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_size_grows_with_what_is_stored(SqlEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var samples = new ProcessSampleStore(test.Database);
        var before = (await samples.ReadSizeAsync(Cancellation))!;

        for (var number = 0; number < 300; number++)
        {
            await samples.AddAsync(Sample(Noon.AddSeconds(number), new string('n', 128)), Cancellation);
        }

        var after = (await samples.ReadSizeAsync(Cancellation))!;
        Assert.True(before.Bytes > 0);
        Assert.True(engine is SqlEngine.SqlServer || after.Bytes > before.Bytes);
        Assert.True(engine is SqlEngine.SqlServer || after.FreeBytes > 0);
    }

    private static ProcessSampleRow Sample(DateTimeOffset at, string node) => new(
        at.ToUnixTimeMilliseconds(), node, "web,worker", Noon.AddHours(-1).ToUnixTimeMilliseconds(), 15_000, 0, 1, 12, 3, 40, 2, 17, 1, 9, 200_000_000, 4_096_000, 1L << 40);
}
