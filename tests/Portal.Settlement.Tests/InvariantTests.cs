namespace Portal.Settlement.Tests;

public sealed class InvariantTests
{
    [Fact]
    public void A_condition_that_holds_passes() => Invariant.Holds(condition: true);

    [Fact]
    public void A_broken_condition_stops_the_program_and_says_which()
    {
        var one = 1;

        var broken = Assert.Throws<InvariantBrokenException>(() => Invariant.Holds(one == 2));

        Assert.Contains("one == 2", broken.Message, StringComparison.Ordinal);
    }
}
