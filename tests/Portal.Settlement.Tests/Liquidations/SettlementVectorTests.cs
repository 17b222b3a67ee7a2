using System.Text.Json;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Liquidations;

/// <summary>Every published case of <c>Vectors/settlement.json</c>.</summary>
public sealed class SettlementVectorTests
{
    private static readonly JsonElement[] Vectors = [.. JsonDocument.Parse(EmbeddedText.Read("Vectors/settlement.json")).RootElement.GetProperty("vectors").EnumerateArray()];

    public static TheoryData<string> Names => [.. Vectors.Select(static vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_case_settles_as_published(string name)
    {
        var vector = Assert.Single(Vectors, vector => vector.GetProperty("name").GetString() == name);
        var ledger = new TestLedger();
        var asset = Text(vector, "asset")!;
        var cap = vector.GetProperty("surplusPolicy").GetProperty("capPpm");
        ledger.Open("fund", asset, Text(vector, "fundBefore")!, surplusCapPpm: cap.ValueKind is JsonValueKind.Null ? null : cap.GetInt32());
        var side = Text(vector, "side") is { } written ? ChoiceText.Find<PositionSide>(written) : null;

        var entry = ledger.Settle(FormOf(vector), asset, side: side).Value;

        var settled = Assert.IsType<LiquidationSettled>(entry.Body);
        var actual = new Dictionary<string, Money?>(StringComparer.Ordinal)
        {
            ["totalLoss"] = settled.Check.TotalLoss,
            ["deficit"] = settled.Result.Deficit,
            ["draw"] = settled.Result.Draw,
            ["surplusToFund"] = settled.Result.Surplus,
            ["uncovered"] = settled.Result.Uncovered,
            ["fundDelta"] = settled.Result.Change,
            ["fundAfter"] = entry.BalanceAfter,
        };
        var expected = vector.GetProperty("expect").EnumerateObject().ToArray();
        Assert.NotEmpty(expected);
        Assert.All(expected, field => Assert.Equal(ledger.Amount("fund", field.Value.GetString()!), actual[field.Name]));
    }

    [Fact]
    public void All_cases_are_there_and_no_field_of_theirs_is_overlooked()
    {
        Assert.Equal(12, Vectors.Length);
        string[] read =
        [
            "name", "source", "asset", "form", "side", "margin", "totalLoss", "quantity", "entryPrice", "bankruptcyPrice", "fillPrice", "fees", "funding",
            "surplusPolicy", "fundBefore", "expect",
        ];
        Assert.All(Vectors, vector => Assert.Empty(vector.EnumerateObject().Select(static field => field.Name).Except(read)));
    }

    // What the vectors call "linear" is the contract's form "position" of a linear contract: loss = d (entry - fill) quantity + fees + funding.
    private static LiquidationForm FormOf(JsonElement vector) => Text(vector, "form") switch
    {
        "amounts" => TestLedger.Totals(Text(vector, "margin")!, Text(vector, "totalLoss")!, fillNotional: null),
        "linear" => TestLedger.Position(
            Text(vector, "quantity")!, Text(vector, "entryPrice")!, Text(vector, "fillPrice")!, Text(vector, "margin")!, Text(vector, "fees"), Text(vector, "funding")),
        "bankruptcy" => TestLedger.Bankruptcy(Text(vector, "quantity")!, Text(vector, "bankruptcyPrice")!, Text(vector, "fillPrice")!),
        var other => throw new InvalidDataException(other),
    };

    private static string? Text(JsonElement vector, string name) => vector.TryGetProperty(name, out var value) ? value.GetString() : null;
}
