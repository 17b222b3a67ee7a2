using System.Globalization;
using System.Text.Json;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Deleveraging;

/// <summary>Every published case of <c>Vectors/adl.json</c>.</summary>
public sealed class AdlVectorTests
{
    private static readonly Asset Usdt = new("USDT", 8);
    private static readonly JsonElement Root = JsonDocument.Parse(EmbeddedText.Read("Vectors/adl.json")).RootElement;
    private static readonly JsonElement[] Triggers = [.. Root.GetProperty("triggers").EnumerateArray()];

    public static TheoryData<int> TriggerIndexes => [.. Enumerable.Range(0, Triggers.Length)];

    [Theory]
    [MemberData(nameof(TriggerIndexes))]
    public void A_published_trigger_starts_as_published(int index)
    {
        var trigger = Triggers[index];
        var expected = trigger.GetProperty("triggers").GetBoolean();
        if (Units(trigger, "poolMax8h") is { } peak)
        {
            // A symbol's profit and loss against the pool: (now - best) / pool, which is the drawdown from pool to pool + now - best.
            var balance = peak + Units(trigger, "symbolPnlNow")!.Value - Units(trigger, "symbolPnlMax8h")!.Value;
            var startPpm = -(int)(decimal.Parse(trigger.GetProperty("triggerRatio").GetString()!, CultureInfo.InvariantCulture) * PartsPerMillion.Whole);
            var ratioPpm = (long)(decimal.Parse(trigger.GetProperty("pnlRatio").GetString()!, CultureInfo.InvariantCulture) * PartsPerMillion.Whole);

            Assert.Equal(ratioPpm, AdlTrigger.DrawdownPpm(balance, peak));
            Assert.Equal(expected, AdlTrigger.DrawdownReaches(balance, peak, startPpm));
            if (Units(trigger, "closes") is { } closes)
            {
                Assert.Equal(closes, AdlTrigger.TriggerAtUnits(peak, 0, AdlThresholds.Standard) - balance);
            }
        }
        else
        {
            var balance = Units(trigger, "poolBalance") ?? Units(trigger, "balance")!.Value;
            var reading = new AdlReading(
                TestLedger.Start, balance, 0, Units(trigger, "peak8h") ?? balance, EverHeldMoreThanFloor: true, LeftUncovered: false, null, AdlThresholds.Standard);

            Assert.Equal(expected, AdlTrigger.FindStart(reading) is not null);
        }
    }

    [Fact]
    public void The_published_queue_has_the_published_quintiles()
    {
        var expected = Root.GetProperty("queue").GetProperty("quintilePercent").EnumerateObject()
            .Select(static pair => (pair.Name, pair.Value.GetInt32())).Order();

        var longs = Queue().Longs;

        Assert.Equal(expected, longs.Select(static rank => (rank.Position.PositionId, rank.QuintilePercent)).Order());
        Assert.Equal(["2", "5", "4", "1", "6", "3"], longs.Select(static rank => rank.Position.PositionId));
        Assert.Equal(Enumerable.Range(1, 6), longs.Select(static rank => rank.Place));
    }

    [Fact]
    public void The_published_liquidation_closes_what_was_published()
    {
        var queue = Root.GetProperty("queue");
        var liquidation = queue.GetProperty("shortLiquidation");
        var expected = queue.GetProperty("closes").EnumerateArray()
            .Select(static fill => (fill.GetProperty("account").GetRawText(), fill.GetProperty("quantity").GetRawText(), fill.GetProperty("price").GetString()!));

        var closing = Queue().Close(
            PositionSide.Short,
            TestLedger.Quantity(liquidation.GetProperty("quantity").GetRawText()),
            TestLedger.Price(liquidation.GetProperty("bankruptcyPrice").GetString()!));

        Assert.Equal(expected, closing.Fills.Select(static fill => (fill.PositionId, fill.Quantity.ToString(), fill.Price.ToString())));
        Assert.Equal("0", closing.Unfilled.ToString());
    }

    [Fact]
    public void All_triggers_are_there() => Assert.Equal(5, Triggers.Length);

    private static AdlQueue Queue() => AdlQueue.Of(
    [
        .. Root.GetProperty("queue").GetProperty("longs").EnumerateArray().Select(static position => new AdlPosition(
            position.GetProperty("account").GetRawText(),
            PositionSide.Long,
            TestLedger.Quantity(position.GetProperty("quantity").GetRawText()),
            AdlScore.From(TestLedger.Number(position.GetProperty("score").GetRawText())))),
    ]).Value;

    private static long? Units(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? Money.Read(value.GetString(), Usdt, name).Value.Units : null;
}
