namespace Portal.Settlement.Tests;

public sealed class InvariantTests
{
    [Fact]
    public void What_holds_passes_in_silence()
    {
        Invariant.Holds(condition: true, "one is one.");
    }

    [Fact]
    public void What_does_not_hold_is_named()
    {
        var broken = Assert.Throws<InvariantException>(() => Invariant.Holds(condition: false, "one is two."));

        Assert.EndsWith("one is two.", broken.Message, StringComparison.Ordinal);
    }
}
