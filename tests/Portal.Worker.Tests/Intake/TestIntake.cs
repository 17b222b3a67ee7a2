using System.Text;
using System.Text.Json.Nodes;
using Portal.Settlement;
using Portal.Worker.Intake;

namespace Portal.Worker.Tests.Intake;

/// <summary>Records to begin from, and short ways to read them.</summary>
internal static class TestIntake
{
    public const string Source = "exchange";

    public const string Totals = """
        {"externalId":"L-1","symbol":"BTCUSDT","occurredAt":"2026-01-31T12:00:00.250Z","positionSide":"long","asset":"USDT","margin":"100","totalLoss":"120.5"}
        """;

    public const string Position = """
        {"externalId":"L-2","symbol":"BTCUSDT","occurredAt":"2026-01-31T12:00:00Z","positionSide":"short","quantity":"2","entryPrice":"100","fillPrice":"112","margin":"20","fees":"0.5","funding":"-0.2"}
        """;

    public const string Bankruptcy = """
        {"externalId":"L-3","symbol":"BTCUSDT","occurredAt":"2026-01-31T12:00:00Z","positionSide":"long","quantity":"2","bankruptcyPrice":"90","fillPrice":"91"}
        """;

    public const string Deficit = """{"externalId":"L-4","symbol":"BTC","occurredAt":"2026-01-31T12:00:00Z","asset":"USDT","deficit":"1.5"}""";

    public const string Fee = """
        {"externalId":"F-1","symbol":"BTCUSDT","asset":"USDT","amount":"12.5","periodStart":"2026-01-31T12:00:00Z","periodEnd":"2026-01-31T12:01:00Z","feeKind":"taker"}
        """;

    public static MasterSecret Master { get; } = MasterSecret.FromBytes(Enumerable.Range(0, 32).Select(static number => (byte)number).ToArray());

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static IntakeRecord Liquidation(string json) => RecordReader.ReadLiquidation(Bytes(json), Source, Master);

    public static IntakeRecord FeeRecord(string json) => RecordReader.ReadFee(Bytes(json), Source, Master);

    public static Checked<IReadOnlyList<IntakeRecord>> Body(string body, bool isNdjson = false, int recordsMax = 100) =>
        RecordReader.ReadBody(RecordKind.Liquidation, Bytes(body), isNdjson, Source, Master, recordsMax);

    /// <summary>The record with one field replaced by raw JSON, or left out.</summary>
    public static string With(string record, string field, string? rawValue)
    {
        var fields = JsonNode.Parse(record)!.AsObject();
        fields.Remove(field);
        var rest = fields.ToJsonString();
        return rawValue is null ? rest : $"{rest[..^1]},\"{field}\":{rawValue}}}";
    }
}
