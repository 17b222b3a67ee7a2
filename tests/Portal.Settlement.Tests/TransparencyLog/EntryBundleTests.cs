using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.TransparencyLog;

public sealed class EntryBundleTests
{
    [Fact]
    public void Each_entry_stands_behind_its_length()
    {
        byte[] bundle = [0, 2, 65, 66, 0, 0, 1, 4, .. Enumerable.Repeat((byte)67, 260)];

        Assert.Equal(bundle, EntryBundle.Write([[65, 66], [], [.. Enumerable.Repeat((byte)67, 260)]]));
        Assert.Equal([2, 0, 260], EntryBundle.Read(bundle, 3).Select(static entry => entry.Length));
    }

    [Theory]
    [InlineData(new byte[] { 0, 1, 65 }, 2)]
    [InlineData(new byte[] { 0, 1, 65, 0, 1, 66 }, 1)]
    [InlineData(new byte[] { 0, 2, 65 }, 1)]
    [InlineData(new byte[] { 0 }, 1)]
    [InlineData(new byte[] { 0, 1, 65, 0 }, 1)]
    [InlineData(new byte[] { }, 1)]
    public void A_bundle_of_another_length_is_refused(byte[] bundle, int count) =>
        Assert.Throws<FormatException>(() => EntryBundle.Read(bundle, count));

    [Theory]
    [InlineData(new byte[] { 0, 1, 65, 0, 1, 66 }, 2, 2, 6)]
    [InlineData(new byte[] { 0, 1, 65, 0, 1, 66 }, 1, 1, 3)]
    [InlineData(new byte[] { 0, 1, 65, 0, 1, 66 }, 3, 2, 6)]
    [InlineData(new byte[] { 0, 1, 65, 0, 2, 66 }, 3, 1, 3)]
    [InlineData(new byte[] { 0, 0, 0 }, 3, 1, 2)]
    [InlineData(new byte[] { }, 3, 0, 0)]
    public void The_first_entries_of_a_bundle_are_those_that_are_there_in_full(byte[] bundle, int countMax, int count, int length)
    {
        var (entries, read) = EntryBundle.ReadFirst(bundle, countMax);

        Assert.Equal((count, length), (entries.Count, read));
        Assert.All(entries.Index(), entry => Assert.Equal(entry.Item.Length == 0 ? [] : [(byte)(65 + entry.Index)], entry.Item.ToArray()));
    }

    [Fact]
    public void An_entry_too_long_for_its_prefix_is_refused() => Assert.Throws<ArgumentException>(() => EntryBundle.Write([new byte[65_536]]));
}
