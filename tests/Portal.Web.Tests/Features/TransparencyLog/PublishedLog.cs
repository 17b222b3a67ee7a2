using System.Net;
using System.Text;
using Portal.Settlement.TransparencyLog;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.TransparencyLog;

/// <summary>A log as outsiders read it.</summary>
internal static class PublishedLog
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A portal whose log has so many entries, all of them signed.</summary>
    public static async Task<LivePortal> WithEntriesAsync(int size, params (string Name, string Value)[] settings)
    {
        var portal = await LivePortal.StartAsync(settings);
        if (size > 0)
        {
            await portal.Market.OpenAsync("usdt", "USDT", "1000");
            await SettleAsync(portal, size - 2);
        }

        await portal.ShownAsync();
        await portal.PublishAsync();
        return portal;
    }

    /// <summary>What an address of the log answers.</summary>
    public static async Task<byte[]> BytesAsync(LivePortal portal, string address)
    {
        using var answer = await portal.GetAsync(address);
        Assert.True(answer.IsSuccessStatusCode, address);
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    /// <summary>So many entries more, not signed yet.</summary>
    public static async Task SettleAsync(LivePortal portal, int count)
    {
        for (; count > 0; count -= 5_000)
        {
            await portal.Market.SettleAsync([.. Enumerable.Repeat(new TestLiquidation("2", "1"), Math.Min(count, 5_000))]);
        }
    }

    /// <summary>The checkpoint served, signed by the key served.</summary>
    public static async Task<(long Size, byte[] Root)> CheckpointAsync(LivePortal portal)
    {
        var note = SignedNote.Parse(await BytesAsync(portal, "/log/checkpoint"));
        var key = VerifierKey.Parse(Encoding.UTF8.GetString(await BytesAsync(portal, "/log/vkey")).TrimEnd('\n'));
        var checkpoint = Checkpoint.Parse(note.Text);
        Assert.True(key.Signed(note));
        Assert.Equal(key.Name, checkpoint.Origin);
        return (checkpoint.Size, [.. checkpoint.Root]);
    }

    /// <summary>There is nothing at an address, and nobody may keep that for ever.</summary>
    public static async Task AssertNothingAsync(LivePortal portal, string address)
    {
        using var answer = await portal.GetAsync(address);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound, $"{address} answered {answer.StatusCode}.");
        Assert.DoesNotContain("immutable", answer.Headers.CacheControl?.ToString() ?? string.Empty, StringComparison.Ordinal);
    }
}
