using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

public sealed class TileAddressTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 0, 1, "tile/0/000.p/1")]
    [InlineData(2, 67, 256, "tile/2/067")]
    [InlineData(0, 1_000, 255, "tile/0/x001/000.p/255")]
    [InlineData(0, 1_234_067, 256, "tile/0/x001/x234/067")]
    [InlineData(63, 1_234_067, 16, "tile/63/x001/x234/067.p/16")]
    public void A_tile_has_the_path_of_the_specification_and_is_read_from_it(int level, long index, int width, string path)
    {
        var tile = new TileAddress(level, index, width);

        Assert.Equal(path, tile.Path);
        Assert.Equal(tile, TileAddress.Parse(path["tile/".Length..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0/")]
    [InlineData("/000")]
    [InlineData("00/000")]
    [InlineData("01/000")]
    [InlineData("64/000")]
    [InlineData("-1/000")]
    [InlineData("0/0")]
    [InlineData("0/0000")]
    [InlineData("0/001/000")]
    [InlineData("0/x000/001")]
    [InlineData("0/x001/x002")]
    [InlineData("0/x001//002")]
    [InlineData("0/x1/002")]
    [InlineData("0/000.p/0")]
    [InlineData("0/000.p/01")]
    [InlineData("0/000.p/256")]
    [InlineData("0/000.p/")]
    [InlineData("0/000.p/1.p/1")]
    [InlineData("0/000.p/+1")]
    [InlineData("0/٠٠٠")]
    [InlineData("0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("0/../000")]
    public void Every_other_spelling_names_no_tile(string path) => Assert.Null(TileAddress.Parse(path));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "0/000.p/1")]
    [InlineData(2, "0/000.p/2")]
    [InlineData(255, "0/000.p/255")]
    [InlineData(256, "0/000 1/000.p/1")]
    [InlineData(257, "0/000 0/001.p/1 1/000.p/1")]
    [InlineData(70_000, "0/000 0/001 ... 0/272 0/273.p/112 1/000 1/001.p/17 2/000.p/1")]
    public void A_log_serves_exactly_the_tiles_that_its_size_demands(long size, string expected)
    {
        string[] paths = [.. TileAddress.AllOf(size).Select(static tile => tile.Path["tile/".Length..])];
        string[] shown = paths.Length > 20 ? [.. paths[..2], "...", .. paths[^5..]] : paths;

        Assert.Equal(expected, string.Join(' ', shown));
    }

    [Theory]
    [InlineData(65_535, 255, "0/255.p/255 1/000.p/255")]
    [InlineData(65_536, 257, "2/000.p/1")]
    [InlineData(65_537, 257, "0/256.p/1 2/000.p/1")]
    public void Around_two_full_levels_a_log_has_these_full_and_these_partial_tiles(long size, int full, string partial)
    {
        TileAddress[] tiles = [.. TileAddress.AllOf(size)];

        Assert.Equal(full, tiles.Count(static tile => tile.IsFull));
        Assert.Equal(partial, string.Join(' ', tiles.Where(static tile => !tile.IsFull).Select(static tile => tile.Path["tile/".Length..])));
        Assert.All(tiles, tile => Assert.True(tile.LeavesNeeded <= size));
    }

    [Fact]
    public void A_tile_says_how_many_leaves_it_takes()
    {
        Assert.Equal(5, new TileAddress(0, 0, 5).LeavesNeeded);
        Assert.Equal(256 + 5, new TileAddress(0, 1, 5).LeavesNeeded);
        Assert.Equal(256 * 7, new TileAddress(1, 0, 7).LeavesNeeded);
        Assert.True(new TileAddress(63, 5, 7).LeavesNeeded > long.MaxValue);
    }
}
