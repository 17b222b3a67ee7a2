using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Settlement.Amounts;
using Portal.Storage.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi.Exports;

/// <summary>One record of an export: a line of JSON, and the same as the fields of a table.</summary>
/// <param name="Json">The record as JSON, one line.</param>
/// <param name="Bytes">The entry's canonical bytes where the table shows them whole; empty where it does not.</param>
internal sealed record ExportRow(RawJson Json, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The columns of a table of liquidations.</summary>
    public static IReadOnlyList<string> LiquidationColumns { get; } =
    [
        "sequence", "fund", "fundSequence", "recordedAt", "occurredAt", "replayed", "source", "sourceSequence", "symbol", "contractKind", "contractValue", "positionSide",
        "form", "quantity", "entryPrice", "bankruptcyPrice", "fillPrice", "asset", "margin", "grossLoss", "fees", "funding", "totalLoss", "fillNotional", "residual", "cap",
        "outcome", "surplus", "toTrader", "deficit", "draw", "drawForFees", "uncovered", "balanceBefore", "balanceAfter", "contractSequence", "policySequence", "reversedBy",
        "leafHash", "by", "approvedBy", "reason",
    ];

    /// <summary>The columns of a table of entries; the last one holds the canonical entry itself.</summary>
    public static IReadOnlyList<string> EntryColumns { get; } =
    [
        "sequence", "kind", "fund", "fundSequence", "recordedAt", "occurredAt", "asset", "balanceBefore", "balanceAfter", "reversedBy", "leafHash", WholeEntry,
    ];

    private const string WholeEntry = "entry";

    /// <summary>A liquidation.</summary>
    public static ExportRow Of(LiveLiquidation liquidation) => new(liquidation.Json, ReadOnlyMemory<byte>.Empty);

    /// <summary>An entry: its own fields, byte for byte, then its leaf hash and what took it back.</summary>
    public static ExportRow Of(LedgerEntryRow row, long? reversedBy)
    {
        var reversal = reversedBy is { } sequence ? string.Create(CultureInfo.InvariantCulture, $",\"reversedBy\":{sequence}") : string.Empty;
        var added = Encoding.ASCII.GetBytes($",\"leafHash\":\"{Convert.ToHexStringLower(row.LeafHash)}\"{reversal}}}");

        // The canonical form ends in the brace that the added fields end in.
        return new ExportRow(new RawJson([.. row.Bytes.AsSpan(..^1), .. added]), row.Bytes);
    }

    /// <summary>The fields of a table, in the order of its columns; what a record does not have is empty.</summary>
    public IEnumerable<string> Fields(IReadOnlyList<string> columns)
    {
        using var document = JsonDocument.Parse(Json.Bytes);
        foreach (var column in columns)
        {
            yield return column == WholeEntry ? Encoding.UTF8.GetString(Bytes.Span)
                : !document.RootElement.TryGetProperty(column, out var value) ? string.Empty
                : Harmless(value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText());
        }
    }

    // A spreadsheet would run a text that begins like a formula, and names of contracts are what their senders chose. Numbers below zero stay numbers.
    private static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && DecimalNumber.Read(text, "field").Problem is not null ? $"'{text}" : text;
}
