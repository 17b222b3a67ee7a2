using System.Collections.Frozen;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Worker.Intake;

/// <summary>Makes a fee accrual of a record's fields.</summary>
internal static class FeeFields
{
    /// <summary>Every field a fee record may have.</summary>
    public static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "externalId", "symbol", "fund", "asset", "amount", "periodStart", "periodEnd", "market", "feeKind", RecordFields.SourceSequenceName, "corrects");

    /// <summary>The fees; null when the fields tell of a problem.</summary>
    public static FeeAccrual? Read(RecordFields fields, string? externalId)
    {
        fields.Need("externalId");
        if (fields.Has("symbol") && fields.Has("fund"))
        {
            fields.Refuse("contradictory", "fund", "Give either the fund or the symbol.");
        }
        else if (!fields.Has("fund"))
        {
            fields.Need("symbol");
        }

        var fee = new FeeAccrual
        {
            ExternalId = externalId ?? string.Empty,
            Symbol = fields.Name("symbol", LedgerDecisions.SymbolLengthMax),
            FundId = LiquidationFields.ReadFund(fields),
            AssetCode = (fields.Need("asset") is null ? null : fields.AssetCode("asset")) ?? string.Empty,
            Amount = fields.NeededNumber("amount"),
            PeriodStart = fields.NeededTime("periodStart"),
            PeriodEnd = fields.NeededTime("periodEnd"),
            Market = fields.Name("market", LedgerDecisions.SymbolLengthMax),
            Kind = fields.Choice<FeeKind>("feeKind"),
            SourceSequence = fields.SourceSequence(),
            Corrects = fields.Id("corrects"),
        };
        return fields.Problem is null ? fee : null;
    }
}
