using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Ledger;
using Portal.Web.Tests.Live;
using static Portal.Web.Tests.Features.TransparencyLog.PublishedLog;

namespace Portal.Web.Tests.Features.TransparencyLog;

public sealed class LogAddressesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    public async Task A_log_of_each_size_serves_exactly_the_tiles_that_the_specification_demands(int size)
    {
        await using var portal = await WithEntriesAsync(size);

        await AssertTilesAsync(portal, size);
    }

    [Fact]
    public async Task So_does_one_that_holds_a_single_entry()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.ListAssetAsync("USDT");
        await portal.ShownAsync();
        await portal.PublishAsync();

        await AssertTilesAsync(portal, 1);
    }

    [Fact]
    public async Task So_does_one_that_grows_over_the_edge_of_two_full_levels()
    {
        await using var portal = await WithEntriesAsync(65_535);
        await AssertTilesAsync(portal, 65_535);
        foreach (var size in (int[])[65_536, 65_537])
        {
            await SettleAsync(portal, 1);
            await portal.PublishAsync();

            await AssertTilesAsync(portal, size);
        }
    }

    [Fact]
    public async Task A_partial_tile_of_every_size_that_was_published_is_still_served_when_the_log_has_grown()
    {
        await using var portal = await WithEntriesAsync(5);
        var early = await BytesAsync(portal, "/log/tile/0/000.p/5");
        await SettleAsync(portal, 300);
        await portal.PublishAsync();

        Assert.Equal(early, await BytesAsync(portal, "/log/tile/0/000.p/5"));
        Assert.Equal(early, (await BytesAsync(portal, "/log/tile/0/000")).Take(5 * MerkleTree.HashLength));
        Assert.Equal(5, EntryBundle.Read(await BytesAsync(portal, "/log/tile/entries/000.p/5"), 5).Count);
    }

    [Fact]
    public async Task The_bundles_hold_every_entry_as_it_was_hashed()
    {
        await using var portal = await WithEntriesAsync(600);
        var hashes = await LeafHashesAsync(portal, 600);

        var entries = new List<ReadOnlyMemory<byte>>();
        foreach (var (path, count) in ((string, int)[])[("000", 256), ("001", 256), ("002.p/88", 88)])
        {
            entries.AddRange(EntryBundle.Read(await BytesAsync(portal, $"/log/tile/entries/{path}"), count));
        }

        Assert.Equal(hashes, entries.Select(static entry => MerkleTree.LeafHash(entry.Span)));
    }

    [Fact]
    public async Task What_is_committed_and_not_signed_yet_is_not_served()
    {
        await using var portal = await WithEntriesAsync(4);
        await SettleAsync(portal, 400);

        await AssertNothingAsync(portal, "/log/tile/0/000.p/5");
        await AssertNothingAsync(portal, "/log/tile/0/000");
        await AssertNothingAsync(portal, "/log/tile/entries/000.p/5");
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync("/api/v1/log/inclusion?sequence=5")).StatusCode);
    }

    [Fact]
    public async Task Types_and_lifetimes_are_those_of_the_specification()
    {
        await using var portal = await WithEntriesAsync(300);

        await AssertHeadersAsync(portal, "/log/checkpoint", "text/plain; charset=utf-8", "public, max-age=1");
        await AssertHeadersAsync(portal, "/log/vkey", "text/plain; charset=utf-8", "public, max-age=1");
        foreach (var tile in (string[])["/log/tile/0/000", "/log/tile/0/001.p/44", "/log/tile/entries/000", "/log/tile/entries/001.p/1"])
        {
            await AssertHeadersAsync(portal, tile, "application/octet-stream", "public, max-age=31536000, immutable");
        }
    }

    [Fact]
    public async Task Bundles_come_compressed_to_whoever_takes_it_and_plain_to_others()
    {
        await using var portal = await WithEntriesAsync(300);
        var plain = await BytesAsync(portal, "/log/tile/entries/000");
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/log/tile/entries/000", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
            using var answer = await portal.Client.SendAsync(request, Cancellation);
            Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            await using var gzip = new GZipStream(await answer.Content.ReadAsStreamAsync(Cancellation), CompressionMode.Decompress);
            using var read = new MemoryStream();
            await gzip.CopyToAsync(read, Cancellation);

            Assert.Equal(plain, read.ToArray());
        }

        Assert.Equal(plain, await BytesAsync(portal, "/log/tile/entries/000"));
    }

    [Theory]
    [InlineData("/log/tile/0/0")]
    [InlineData("/log/tile/0/000.p/0")]
    [InlineData("/log/tile/0/000.p/256")]
    [InlineData("/log/tile/00/000")]
    [InlineData("/log/tile/64/000")]
    [InlineData("/log/tile/0/x000/000")]
    [InlineData("/log/tile/0/001")]
    [InlineData("/log/tile/1/000")]
    [InlineData("/log/tile/entries/001")]
    [InlineData("/log/tile/entries/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("/log/tile/")]
    [InlineData("/log/handover/1")]
    [InlineData("/log/handover/-1")]
    [InlineData("/log/nothing")]
    public async Task What_the_log_does_not_have_is_not_found_and_not_kept(string address)
    {
        await using var portal = await WithEntriesAsync(300);

        await AssertNothingAsync(portal, address);
    }

    private static async Task<byte[][]> LeafHashesAsync(LivePortal portal, int size)
    {
        var ledger = portal.Services.GetRequiredService<LedgerStore>();
        var hashes = new List<byte[]>();
        while (hashes.Count < size)
        {
            hashes.AddRange(await ledger.ReadLeafHashesAsync(hashes.Count, LedgerStore.PageMax, Cancellation));
        }

        Assert.Equal(size, hashes.Count);
        return [.. hashes];
    }

    private static async Task AssertTilesAsync(LivePortal portal, int size)
    {
        var hashes = await LeafHashesAsync(portal, size);
        var (signedSize, signedRoot) = await CheckpointAsync(portal);
        Assert.Equal(size, signedSize);
        Assert.Equal(TreeEdge.Empty.With(hashes).Root(), signedRoot);

        // Each tile is the hashes below it: those of the leaves at level 0, above it the roots of the tiles below.
        var level = 0;
        for (; hashes.Length > 0; level++)
        {
            await AssertLevelAsync(portal, level, hashes);
            hashes = [.. hashes.Chunk(TileAddress.FullWidth).Where(static tile => tile.Length == TileAddress.FullWidth)
                .Select(static tile => TiledTree.RootOf([.. tile.SelectMany(static hash => hash)]))];
        }

        await AssertNothingAsync(portal, string.Create(CultureInfo.InvariantCulture, $"/log/tile/{level}/000.p/1"));
    }

    private static async Task AssertLevelAsync(LivePortal portal, int level, byte[][] hashes)
    {
        foreach (var (index, tile) in hashes.Chunk(TileAddress.FullWidth).Index())
        {
            var address = $"/log/{new TileAddress(level, index, tile.Length).Path}";

            Assert.Equal(tile.SelectMany(static hash => hash), await BytesAsync(portal, address));
        }

        var last = hashes.Length / TileAddress.FullWidth;
        await AssertNothingAsync(portal, $"/log/{new TileAddress(level, last).Path}");
        if (hashes.Length % TileAddress.FullWidth is var width and < TileAddress.FullWidth - 1)
        {
            await AssertNothingAsync(portal, $"/log/{new TileAddress(level, last, width + 1).Path}");
        }
    }

    private static async Task AssertHeadersAsync(LivePortal portal, string address, string type, string lifetime)
    {
        using var answer = await portal.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(lifetime, string.Join(", ", Assert.Single(answer.Headers.GetValues("Cache-Control"))));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
