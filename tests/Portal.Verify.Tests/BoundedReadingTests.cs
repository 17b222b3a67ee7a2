using Portal.Verify.Files;

namespace Portal.Verify.Tests;

public sealed class BoundedReadingTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 0L)]
    [InlineData(1, 1L)]
    [InlineData(1, 0L)]
    [InlineData(40_000, null)]
    [InlineData(40_000, 40_000L)]
    [InlineData(40_000, 39_999L)]
    [InlineData(40_000, 12L)]
    [InlineData(40_000, 50_000L)]
    [InlineData(50_000, null)]
    public async Task All_bytes_are_read_whatever_length_was_told(int length, long? told)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);

        Assert.Equal(bytes, await BoundedReading.ReadAsync(new MemoryStream(bytes), told, 50_000, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(50_001, null)]
    [InlineData(50_001, 1L)]
    [InlineData(50_001, 50_000L)]
    [InlineData(0, 50_001L)]
    [InlineData(900_000, null)]
    public async Task More_than_the_most_is_refused(int length, long? told) =>
        Assert.Null(await BoundedReading.ReadAsync(new MemoryStream(new byte[length]), told, 50_000, TestContext.Current.CancellationToken));
}
