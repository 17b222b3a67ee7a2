using System.Collections.Frozen;
using Portal.Settlement.Deleveraging;

namespace Portal.Worker.Intake;

/// <summary>Makes an ADL fill of a record's fields. It has no account: whose position was closed is nobody's business here.</summary>
internal static class AdlFillFields
{
    /// <summary>Every field an ADL fill may have.</summary>
    public static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "externalId", "liquidationExternalId", "quantity", "price", "occurredAt", RecordFields.SourceSequenceName, "corrects");

    /// <summary>The fill; null when the fields tell of a problem.</summary>
    public static AdlFillReport? Read(RecordFields fields, string? externalId)
    {
        fields.Need("externalId");
        fields.Need("liquidationExternalId");
        var fill = new AdlFillReport
        {
            ExternalId = externalId ?? string.Empty,
            LiquidationExternalId = fields.Id("liquidationExternalId") ?? string.Empty,
            Quantity = fields.NeededQuantity("quantity"),
            Price = fields.NeededPrice("price"),
            OccurredAt = fields.NeededTime("occurredAt"),
            SourceSequence = fields.SourceSequence(),
            Corrects = fields.Id("corrects"),
        };
        return fields.Problem is null ? fill : null;
    }
}
