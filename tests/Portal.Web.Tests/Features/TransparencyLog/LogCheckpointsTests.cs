using System.Text;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Web.Live;
using Portal.Web.Tests.Live;
using Portal.Worker.Publishing;
using static Portal.Web.Tests.Features.TransparencyLog.PublishedLog;

namespace Portal.Web.Tests.Features.TransparencyLog;

/// <summary>The checkpoint and its key: from none, through a change of keys, and who is told.</summary>
public sealed class LogCheckpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_first_signature_there_is_no_checkpoint_and_no_key()
    {
        await using var portal = await LivePortal.StartAsync();

        await AssertNothingAsync(portal, "/log/checkpoint");
        await AssertNothingAsync(portal, "/log/vkey");
    }

    [Fact]
    public async Task Through_a_handover_the_key_served_is_the_one_that_signed_the_checkpoint_served()
    {
        await using var portal = await WithEntriesAsync(4);
        var old = Encoding.UTF8.GetString(await BytesAsync(portal, "/log/vkey"));
        var options = portal.Services.GetRequiredService<IOptions<LogOptions>>().Value;
        var newKey = $"{options.KeyFile}.new";

        var successor = await portal.Services.GetRequiredService<LogRotation>().RotateAsync(newKey, oldKeyIsLost: false, Cancellation);
        var handover = await BytesAsync(portal, "/log/handover/1");
        await UntilAsync(async () => (await BytesAsync(portal, "/log/checkpoint")).AsSpan().SequenceEqual(handover));
        Assert.Equal(old, Encoding.UTF8.GetString(await BytesAsync(portal, "/log/vkey")));
        await CheckpointAsync(portal);

        options.KeyFile = newKey;
        await portal.PublishAsync();
        Assert.Equal($"{successor}\n", Encoding.UTF8.GetString(await BytesAsync(portal, "/log/vkey")));
        Assert.Equal(4, (await CheckpointAsync(portal)).Size);
        await AssertNothingAsync(portal, "/log/handover/2");
    }

    [Fact]
    public async Task Whoever_follows_the_log_hears_of_each_checkpoint()
    {
        await using var portal = await WithEntriesAsync(4);
        await using var hub = portal.Connect();
        var heard = new TaskCompletionSource<CheckpointFigures>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<CheckpointFigures>("CheckpointPublished", heard.SetResult);
        await hub.StartAsync(Cancellation);
        var answer = await hub.InvokeAsync<SubscriptionAnswer>("Subscribe", (string[])["log"], null, Cancellation);
        Assert.Equal(4, answer.Checkpoint?.Size);

        await SettleAsync(portal, 1);
        await portal.PublishAsync();

        Assert.Equal(5, (await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).Size);
    }

    [Fact]
    public async Task The_status_names_the_newest_checkpoint()
    {
        await using var portal = await WithEntriesAsync(4);

        var checkpoint = (await portal.JsonAsync("/api/v1/status")).GetProperty("checkpoint");

        Assert.Equal(4, checkpoint.GetProperty("size").GetInt64());
        Assert.StartsWith("insurance-fund-log/", checkpoint.GetProperty("origin").GetString(), StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
