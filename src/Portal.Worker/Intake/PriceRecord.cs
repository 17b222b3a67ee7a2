using System.Collections.Frozen;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;

namespace Portal.Worker.Intake;

/// <summary>What one coin of an asset is worth in US dollars, as a source sent it. For display alone, never for settlement.</summary>
public sealed record PriceRecord
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "externalId", "asset", "price", "at");

    /// <summary>The source's own id, given back with the answer; null when it has none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The asset; empty when it could not be read.</summary>
    public required string AssetCode { get; init; }

    /// <summary>Dollars for one coin.</summary>
    public Price Price { get; init; }

    /// <summary>When that was the price.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Reads one record; what is wrong with it stands in its <see cref="Problem"/>.</summary>
    public static PriceRecord Read(ReadOnlyMemory<byte> jsonObject, string source, DateTimeOffset now)
    {
        var fields = RecordFields.Read(jsonObject.Span, Known);
        var externalId = fields.Id("externalId");
        fields.Need("asset");
        var asset = fields.AssetCode("asset") ?? string.Empty;
        var price = fields.NeededPrice("price");
        var at = fields.NeededTime("at");
        return new PriceRecord
        {
            ExternalId = externalId,
            AssetCode = asset,
            Price = price,
            At = at,
            Problem = fields.Problem ?? new SettlementInput(source, now, IsReplay: false, string.Empty, AccountCommitment: null).CheckTime(at, "at"),
        };
    }
}
