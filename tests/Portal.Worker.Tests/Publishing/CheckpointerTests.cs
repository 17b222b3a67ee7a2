using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Ledger;
using Portal.Storage.TransparencyLog;
using Portal.Worker.Publishing;
using Portal.Worker.Settling;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Publishing;

public sealed class CheckpointerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_worker_without_entries_signs_the_empty_log()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);

        var checkpoint = await CoveringAsync(worker, 0);

        Assert.Equal(0, checkpoint.Size);
        Assert.Equal(MerkleTree.EmptyRoot(), checkpoint.Root);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_commit_that_comes_alone_is_signed_soon_and_so_is_one_by_another_process()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("usdt", "100");
        await CoveringAsync(worker, 2);
        await worker.SettleAsync(TestSettlement.Totals("1", "1", "2"));
        await CoveringAsync(worker, 3);

        await using var operators = new TestSettlement(_folder.Path);
        await operators.OpenFundAsync("btc", "1", asset: "BTC");

        await CoveringAsync(worker, 5);
    }

    [Fact(Timeout = 120_000)]
    public async Task Through_crashes_restarts_and_takeovers_every_checkpoint_ever_seen_is_the_beginning_of_every_later_one()
    {
        var seen = new SortedDictionary<long, byte[]>();
        using var watching = new CancellationTokenSource();
        await using var reader = new TestSettlement(_folder.Path);
        await reader.MigrateAsync();
        var watch = WatchAsync(reader, seen, watching.Token);
        var number = 0;
        for (var round = 0; round < 4; round++)
        {
            await using var first = await TestSettlement.StartAsync(_folder.Path);
            if (round == 0)
            {
                await first.OpenFundAsync("usdt", "1000000");
            }

            await SettleSomeAsync(first);
            await using var second = await TestSettlement.StartAsync(_folder.Path);
            if (round % 2 == 0)
            {
                await first.StopWorkerAsync();
            }
            else
            {
                // As if it had died: its lease is taken while it still thinks it holds it, and its own checkpointer is still at work.
                await StealLeaseAsync(first);
            }

            await SettleSomeAsync(second);
        }

        var last = await CoveringAsync(reader, await SequenceAsync(reader));
        await watching.CancelAsync();
        await watch;

        var hashes = await reader.Ledger.ReadLeafHashesAsync(0, LedgerStore.PageMax, Cancellation);
        Assert.Equal(hashes.Count, last.Size);
        Assert.True(seen.Count >= 8, string.Join(' ', seen.Keys));
        Assert.All(seen, point => Assert.Equal(TreeEdge.Empty.With(hashes.Take((int)point.Key)).Root(), point.Value));
        await AssertTilesAsync(reader, last);

        async Task SettleSomeAsync(TestSettlement worker)
        {
            for (var batch = 0; batch < 4; batch++)
            {
                await worker.SettleAsync([.. Enumerable.Range(0, 97).Select(_ =>
                    TestSettlement.Totals((number++).ToString(CultureInfo.InvariantCulture), "10", "10.5"))]);
                await Task.Delay(300, Cancellation);
            }
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    public async Task Every_tile_that_the_size_demands_can_be_read(int size)
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("usdt", "1000");
        await worker.SettleAsync([.. Enumerable.Range(0, size - 2).Select(static number =>
            TestSettlement.Totals(number.ToString(CultureInfo.InvariantCulture), "10", "9"))]);

        await AssertTilesAsync(worker, await CoveringAsync(worker, size));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_ledger_whose_hashes_were_changed_is_not_signed_any_more()
    {
        await using (var worker = await TestSettlement.StartAsync(_folder.Path))
        {
            await worker.OpenFundAsync("usdt", "1000");
            await worker.SettleAsync(TestSettlement.Totals("1", "1", "2"));
            await CoveringAsync(worker, 3);
        }

        Tamper("DROP TRIGGER ledger_entry_is_not_changed", "UPDATE ledger_entry SET leaf_hash = zeroblob(32) WHERE sequence = 2");
        await using var again = await TestSettlement.StartAsync(_folder.Path);
        await again.SettleAsync(TestSettlement.Totals("2", "1", "2"));
        var publisher = new LogPublisher(again.Log, again.Ledger, again.Time);
        var signer = await again.Identity.OpenAsync(Cancellation);

        var problem = await Assert.ThrowsAsync<LogBrokenException>(() => publisher.PublishAsync(signer, Cancellation));

        Assert.Contains("do not lead to the root of 3 entries that was signed", problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await again.Log.ReadCheckpointAsync(Cancellation))!.Size);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_ledger_whose_head_belongs_to_other_entries_is_not_signed()
    {
        await using var settlement = new TestSettlement(_folder.Path);
        await settlement.MigrateAsync();
        await settlement.OpenFundAsync("usdt", "1000");
        Tamper("UPDATE ledger_head SET tree_edge = zeroblob(32)");
        var publisher = new LogPublisher(settlement.Log, settlement.Ledger, settlement.Time);
        var signer = await settlement.Identity.OpenAsync(Cancellation);

        var problem = await Assert.ThrowsAsync<LogBrokenException>(() => publisher.PublishAsync(signer, Cancellation));

        Assert.Contains("do not lead to the root that was written with entry 2", problem.Message, StringComparison.Ordinal);
        Assert.Null(await settlement.Log.ReadCheckpointAsync(Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_that_is_behind_catches_up_in_steps_and_two_publishers_never_fork_it()
    {
        await using (var worker = await TestSettlement.StartAsync(_folder.Path))
        {
            await worker.OpenFundAsync("usdt", "1000");
            await worker.SettleAsync([.. Enumerable.Range(0, 700).Select(static number =>
                TestSettlement.Totals(number.ToString(CultureInfo.InvariantCulture), "10", "9"))]);
        }

        Tamper("DROP TRIGGER log_checkpoint_is_not_deleted", "DROP TRIGGER log_tile_is_not_deleted", "DELETE FROM log_checkpoint", "DELETE FROM log_tile");
        await using var one = new TestSettlement(_folder.Path);
        await using var two = new TestSettlement(_folder.Path);
        var signer = await one.Identity.OpenAsync(Cancellation);
        LogPublisher[] publishers = [new(one.Log, one.Ledger, one.Time), new(two.Log, two.Ledger, two.Time)];

        await Task.WhenAll(publishers.Select(publisher => Task.Run(() => publisher.PublishAllAsync(signer, Cancellation), Cancellation)));

        await AssertTilesAsync(one, await CoveringAsync(one, 702));
    }

    internal static async Task<LogCheckpointRow> CoveringAsync(TestSettlement settlement, long size)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TestSettlement.Limit);
        while (true)
        {
            if (await settlement.Log.ReadCheckpointAsync(patience.Token) is { } newest && newest.Size >= size)
            {
                return newest;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task AssertTilesAsync(TestSettlement settlement, LogCheckpointRow newest)
    {
        var tiles = new LogTiles(settlement.Log, settlement.Ledger);
        var hashes = await settlement.Ledger.ReadLeafHashesAsync(0, LedgerStore.PageMax, Cancellation);
        Assert.Equal(TreeEdge.Empty.With(hashes.Take((int)newest.Size)).Root(), newest.Root);
        foreach (var tile in TileAddress.AllOf(newest.Size))
        {
            var read = await tiles.ReadAsync(tile, Cancellation);

            Assert.NotNull(read);
            var leaves = 1 << (8 * tile.Level);
            var expected = Enumerable.Range((int)tile.FirstHash, tile.Width)
                .SelectMany(hash => TreeEdge.Empty.With(hashes.Skip(hash * leaves).Take(leaves)).Root());
            Assert.Equal(expected, read);
        }
    }

    private static async Task WatchAsync(TestSettlement reader, SortedDictionary<long, byte[]> seen, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            if (await reader.Log.ReadCheckpointAsync(CancellationToken.None) is { } newest)
            {
                var text = Checkpoint.Parse(SignedNote.Parse(newest.Note).Text);
                Assert.Equal(newest.Size, text.Size);
                Assert.Equal(newest.Root, text.Root);
                Assert.True(seen.Count == 0 || newest.Size >= seen.Keys.Last());
                Assert.True(!seen.TryGetValue(newest.Size, out var root) || root.AsSpan().SequenceEqual(newest.Root));
                seen[newest.Size] = newest.Root;
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    // Until somebody else has it: the victim may be quicker than the one who stands by.
    private static async Task StealLeaseAsync(TestSettlement victim)
    {
        var robbed = (await victim.Leases.ReadAsync(Cancellation)).Owner;
        do
        {
            var lease = await victim.Leases.ReadAsync(Cancellation);
            while (await victim.Leases.TryTakeAsync("thief", "nowhere", lease.Fence, lease.Beat, Cancellation) is null)
            {
                lease = await victim.Leases.ReadAsync(Cancellation);
            }

            lease = await victim.Leases.ReadAsync(Cancellation);
            await victim.Leases.ReleaseAsync("thief", lease.Fence, Cancellation);
            while ((await victim.Leases.ReadAsync(Cancellation)).IsFree)
            {
                await Task.Delay(20, Cancellation);
            }
        }
        while ((await victim.Leases.ReadAsync(Cancellation)).Owner == robbed);
    }

    private static async Task<long> SequenceAsync(TestSettlement settlement) => (await settlement.Ledger.ReadHeadAsync(Cancellation)).Sequence;

    private void Tamper(params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "portal.db")};Pooling=False");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
