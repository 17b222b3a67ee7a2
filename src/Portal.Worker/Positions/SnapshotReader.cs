using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Worker.Intake;

namespace Portal.Worker.Positions;

/// <summary>Reads position snapshots as strictly as records: every value a text, nothing unknown, an account least of all.</summary>
internal static class SnapshotReader
{
    private const string ListName = "positions";

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "externalId", "symbol", "takenAt", "markPrice", "asset", ListName);

    private static readonly FrozenSet<string> PositionKnown = FrozenSet.Create(
        StringComparer.Ordinal, "side", "quantity", "entryPrice", "bankruptcyPrice", "margin");

    /// <summary>Reads one snapshot.</summary>
    /// <returns>Its id, as far as it could be read, and the snapshot or what is wrong with it; a position's field is told as <c>positions[3].quantity</c>.</returns>
    public static (string? ExternalId, Checked<PositionSnapshot> Snapshot) Read(ReadOnlyMemory<byte> jsonObject)
    {
        var fields = RecordFields.Read(jsonObject.Span, Known, ListName);
        fields.Need("externalId");
        fields.Need("symbol");
        var externalId = fields.Id("externalId");
        var symbol = fields.Name("symbol", LedgerDecisions.SymbolLengthMax);
        var takenAt = fields.NeededTime("takenAt");
        var markPrice = fields.NeededPrice("markPrice");
        var assetCode = fields.AssetCode("asset");
        if (!fields.Has(ListName))
        {
            fields.Refuse("missing", ListName, "is missing; a contract without open positions has an empty list.");
        }

        if (fields.Problem is { } problem)
        {
            return (externalId, problem);
        }

        var positions = ReadPositions(jsonObject[fields.List!.Value]);
        return (externalId, positions.Problem is { } unreadable ? unreadable : new PositionSnapshot
        {
            ExternalId = externalId!,
            Symbol = symbol!,
            TakenAt = takenAt,
            MarkPrice = markPrice,
            AssetCode = assetCode,
            Positions = positions.Value,
        });
    }

    private static Checked<ImmutableArray<PositionReport>> ReadPositions(ReadOnlyMemory<byte> list)
    {
        var positions = ImmutableArray.CreateBuilder<PositionReport>();
        var total = Int128.Zero;
        foreach (var part in Split(list))
        {
            var place = positions.Count;
            if (place == PositionSnapshot.PositionsMax)
            {
                return new Problem("too-many", ListName, $"are more than {PositionSnapshot.PositionsMax}: send those with the highest scores.");
            }

            var fields = RecordFields.Read(list.Span[part], PositionKnown);
            var position = Read(fields);
            if (fields.Problem is { } problem)
            {
                var within = string.Create(CultureInfo.InvariantCulture, $"{ListName}[{place}]");
                return problem with { Field = problem.Field is null ? within : $"{within}.{problem.Field}" };
            }

            // Whole parts alone: 10,000 fractions add at most 10,000 to their sum.
            total += (position.Quantity.Value.Mantissa / PowerOfTen(position.Quantity.Value.Scale)) + 1;
            positions.Add(position);
        }

        return total < PowerOfTen(DecimalNumber.IntegerDigitsMax) - 1
            ? positions.ToImmutable()
            : new Problem("too-large", ListName, "hold more contracts together than can be kept.");
    }

    private static PositionReport Read(RecordFields fields)
    {
        fields.Need("side");
        var side = fields.Choice<PositionSide>("side");
        var (quantity, entry) = (fields.NeededQuantity("quantity"), fields.NeededPrice("entryPrice"));
        if (fields.Has("bankruptcyPrice") == fields.Has("margin"))
        {
            fields.Refuse("contradictory", "bankruptcyPrice", "Give either the bankruptcy price or the margin.");
        }

        Price? bankruptcy = fields.Has("bankruptcyPrice") ? fields.NeededPrice("bankruptcyPrice") : null;
        var margin = fields.Number("margin");
        if (margin is { Mantissa: var units } && units < 0)
        {
            fields.Refuse("negative", "margin", $"{margin} is negative.");
        }

        return new PositionReport(side ?? default, quantity, entry, bankruptcy, margin);
    }

    // It was read through once, so it is JSON.
    private static List<Range> Split(ReadOnlyMemory<byte> list)
    {
        var parts = new List<Range>();
        var reader = new Utf8JsonReader(list.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray && parts.Count <= PositionSnapshot.PositionsMax)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            parts.Add(start..(int)reader.BytesConsumed);
        }

        return parts;
    }

    private static Int128 PowerOfTen(int exponent)
    {
        var power = Int128.One;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
