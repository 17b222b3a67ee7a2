using Portal.Settlement.TransparencyLog;
using Portal.Worker.Publishing;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Publishing;

public sealed class LogRotationTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string NewKeyFile => Path.Combine(_folder.Path, "new.key");

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task The_old_key_signs_a_last_checkpoint_that_names_the_new_one_which_signs_from_then_on()
    {
        await using var settlement = await SignedAsync();
        var old = (await settlement.Identity.OpenAsync(Cancellation)).Key.Verifier;

        var successor = await RotationOf(settlement).RotateAsync(NewKeyFile, oldKeyIsLost: false, Cancellation);

        var keys = await settlement.Log.ReadKeysAsync(Cancellation);
        var handover = SignedNote.Parse(keys[1].Handover);
        var last = Checkpoint.Parse(handover.Text);
        Assert.True(old.Signed(handover));
        Assert.Equal((2, successor.ToString()), (last.Size, last.Successor));
        Assert.Equal(keys[1].Handover, (await settlement.Log.ReadCheckpointAsync(Cancellation))!.Note);
        var noted = Assert.Single(await settlement.Audit.ReadPageAsync(null, null, null, 10, Cancellation));
        Assert.Equal(("operator", "local", "log.rotated", "log key 2"), (noted.Person, noted.Address, noted.Action, noted.Subject));
        Assert.Contains("\"size\":2", noted.Details, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogKeyException>(() => settlement.Identity.OpenAsync(Cancellation));

        settlement.LogOptions.KeyFile = NewKeyFile;
        await settlement.OpenFundAsync("btc", "1", asset: "BTC");
        await PublishAsync(settlement);

        var newest = (await settlement.Log.ReadCheckpointAsync(Cancellation))!;
        Assert.Equal((4, 2), (newest.Size, newest.Generation));
        Assert.True(successor.Signed(SignedNote.Parse(newest.Note)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_worker_with_the_old_key_signs_nothing_after_the_handover()
    {
        await using var settlement = await SignedAsync();
        var signer = await settlement.Identity.OpenAsync(Cancellation);
        var publisher = new LogPublisher(settlement.Log, settlement.Ledger, settlement.Time);
        await publisher.PublishAsync(signer, Cancellation);
        await RotationOf(settlement).RotateAsync(NewKeyFile, oldKeyIsLost: false, Cancellation);
        await settlement.OpenFundAsync("btc", "1", asset: "BTC");

        await Assert.ThrowsAsync<LogKeyException>(() => publisher.PublishAsync(signer, Cancellation));

        Assert.Equal(2, (await settlement.Log.ReadCheckpointAsync(Cancellation))!.Size);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_running_worker_goes_on_with_the_new_key_once_its_file_is_in_place()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("usdt", "1");
        await CheckpointerTests.CoveringAsync(worker, 2);

        var successor = await RotationOf(worker).RotateAsync(NewKeyFile, oldKeyIsLost: false, Cancellation);
        File.Move(NewKeyFile, worker.LogOptions.KeyFile, overwrite: true);
        await worker.OpenFundAsync("btc", "1", asset: "BTC");

        var newest = await CheckpointerTests.CoveringAsync(worker, 4);
        Assert.True(successor.Signed(SignedNote.Parse(newest.Note)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_lost_key_is_replaced_without_its_word_and_the_log_says_so_by_having_no_handover()
    {
        await using var settlement = await SignedAsync();
        File.Delete(settlement.LogOptions.KeyFile);
        await Assert.ThrowsAsync<LogKeyException>(() => RotationOf(settlement).RotateAsync(NewKeyFile, oldKeyIsLost: false, Cancellation));

        var successor = await RotationOf(settlement).RotateAsync(NewKeyFile, oldKeyIsLost: true, Cancellation);

        Assert.Null((await settlement.Log.ReadKeysAsync(Cancellation))[1].Handover);
        settlement.LogOptions.KeyFile = NewKeyFile;
        await PublishAsync(settlement);
        var newest = (await settlement.Log.ReadCheckpointAsync(Cancellation))!;
        Assert.True(successor.Signed(SignedNote.Parse(newest.Note)));
        Assert.Equal(2, newest.Size);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_of_another_name_and_one_that_signed_before_are_refused()
    {
        await using var settlement = await SignedAsync();
        LogKeyFile.FindOrCreate(NewKeyFile, "fund.test/other");

        var renamed = await Assert.ThrowsAsync<LogKeyException>(() => RotationOf(settlement).RotateAsync(NewKeyFile, oldKeyIsLost: false, Cancellation));
        var again = await Assert.ThrowsAsync<LogKeyException>(
            () => RotationOf(settlement).RotateAsync(settlement.LogOptions.KeyFile, oldKeyIsLost: false, Cancellation));

        Assert.Contains("keeps its name for ever", renamed.Message, StringComparison.Ordinal);
        Assert.Contains("has signed for this log before", again.Message, StringComparison.Ordinal);
        Assert.Single(await settlement.Log.ReadKeysAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_log_that_was_never_signed_has_nothing_to_hand_over()
    {
        await using var settlement = new TestSettlement(_folder.Path);
        await settlement.MigrateAsync();

        await Assert.ThrowsAsync<LogKeyException>(() => RotationOf(settlement).RotateAsync(NewKeyFile, oldKeyIsLost: false, Cancellation));

        Assert.False(File.Exists(NewKeyFile));
    }

    private static LogRotation RotationOf(TestSettlement settlement) =>
        new(settlement.Log, Microsoft.Extensions.Options.Options.Create(settlement.LogOptions), settlement.Time);

    private static async Task PublishAsync(TestSettlement settlement)
    {
        var signer = await settlement.Identity.OpenAsync(Cancellation);
        await new LogPublisher(settlement.Log, settlement.Ledger, settlement.Time).PublishAllAsync(signer, Cancellation);
    }

    private async Task<TestSettlement> SignedAsync()
    {
        var settlement = new TestSettlement(_folder.Path);
        await settlement.MigrateAsync();
        await settlement.OpenFundAsync("usdt", "1");
        await PublishAsync(settlement);
        return settlement;
    }
}
