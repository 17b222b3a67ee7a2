using System.Collections.Frozen;
using Portal.Settlement.Contracts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Worker.Intake;

/// <summary>Makes a liquidation of a record's fields.</summary>
internal static class LiquidationFields
{
    /// <summary>Every field a liquidation may have.</summary>
    public static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "externalId", "symbol", "occurredAt", "positionSide", "asset", "account", RecordFields.SourceSequenceName, "corrects", "fund",
        "margin", "totalLoss", "fillNotional", "quantity", "entryPrice", "fillPrice", "fees", "funding", "bankruptcyPrice", "deficit");

    // The field by which a form is known, and what else belongs to it.
    private static readonly (string Mark, string[] Others)[] Forms =
    [
        ("totalLoss", ["margin", "fillNotional"]),
        ("entryPrice", ["quantity", "fillPrice", "margin", "fees", "funding"]),
        ("bankruptcyPrice", ["quantity", "fillPrice", "fees", "funding"]),
        ("deficit", []),
    ];

    private static readonly string[] FormFields = [.. Forms.SelectMany(static form => form.Others.Append(form.Mark)).Distinct(StringComparer.Ordinal)];

    /// <summary>The liquidation; null when the fields tell of a problem.</summary>
    public static Liquidation? Read(RecordFields fields, string? externalId)
    {
        fields.Need("externalId");
        fields.Need("symbol");
        var symbol = fields.Name("symbol", LedgerDecisions.SymbolLengthMax);
        if (symbol == FundPolicy.AllOtherSymbols)
        {
            fields.Refuse("bad-symbol", "symbol", "'*' is not a contract.");
        }

        var occurredAt = fields.NeededTime("occurredAt");
        var side = fields.Choice<PositionSide>("positionSide");
        var form = ReadForm(fields);
        if (form is not LiquidationForm.Deficit)
        {
            fields.Need("positionSide");
        }

        var liquidation = new Liquidation
        {
            ExternalId = externalId ?? string.Empty,
            Symbol = symbol ?? string.Empty,
            OccurredAt = occurredAt,
            Form = form!,
            Side = side,
            AssetCode = fields.AssetCode("asset"),
            Account = fields.Name("account", 128),
            SourceSequence = fields.SourceSequence(),
            Corrects = fields.Id("corrects"),
            FundForUnlisted = ReadFund(fields),
        };
        return fields.Problem is null ? liquidation : null;
    }

    /// <summary>A fund's id; null when it is not given.</summary>
    public static string? ReadFund(RecordFields fields)
    {
        var fund = fields.Text("fund");
        if (fund is not null && FundPolicy.CheckId(fund) is { } problem)
        {
            fields.Refuse(problem.Code, "fund", problem.Detail);
        }

        return fund;
    }

    private static LiquidationForm? ReadForm(RecordFields fields)
    {
        var marked = Forms.Where(form => fields.Has(form.Mark)).ToArray();
        if (marked.Length == 0)
        {
            fields.Refuse(
                "no-form", null, "Give margin and totalLoss; or quantity, entryPrice, fillPrice and margin; or quantity, bankruptcyPrice and fillPrice.");
            return null;
        }

        var (mark, others) = marked[0];
        if (marked.Length > 1)
        {
            fields.Refuse("several-forms", marked[1].Mark, $"belongs to another form than {mark}: give one form alone.");
        }
        else if (FormFields.FirstOrDefault(field => fields.Has(field) && field != mark && !others.Contains(field, StringComparer.Ordinal)) is { } stranger)
        {
            fields.Refuse("several-forms", stranger, $"does not belong to the form with {mark}.");
        }

        return fields.Problem is null ? ReadForm(fields, mark) : null;
    }

    private static LiquidationForm ReadForm(RecordFields fields, string mark)
    {
        switch (mark)
        {
            case "totalLoss":
                fields.Need("asset");
                return new LiquidationForm.Totals(fields.NeededNumber("margin"), fields.NeededNumber("totalLoss"), fields.Number("fillNotional"));
            case "entryPrice":
                return new LiquidationForm.Position(
                    fields.NeededQuantity("quantity"),
                    fields.NeededPrice("entryPrice"),
                    fields.NeededPrice("fillPrice"),
                    fields.NeededNumber("margin"),
                    fields.Number("fees"),
                    fields.Number("funding"));
            case "bankruptcyPrice":
                return new LiquidationForm.Bankruptcy(
                    fields.NeededQuantity("quantity"),
                    fields.NeededPrice("bankruptcyPrice"),
                    fields.NeededPrice("fillPrice"),
                    fields.Number("fees"),
                    fields.Number("funding"));
            case "deficit":
                return new LiquidationForm.Deficit(fields.NeededNumber("deficit"));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
