using System.Text.Json;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>Intake records, one a line; liquidations and fees may be mixed.</summary>
public sealed class PortalNdjsonFormat : ReplayFormat
{
    internal const string FormatName = "portal-ndjson";

    private readonly string? _fundId;
    private readonly MasterSecret _master;

    internal PortalNdjsonFormat(ReplayOptions options, MasterSecret master)
        : base(FormatName, master) => (_fundId, _master) = (options.FundId, master);

    private protected override IntakeRecord ReadLine(FileLine line)
    {
        var record = ReadJson(line, KindOf(line.Bytes.Span));
        return _fundId is not null && record.Liquidation is { FundForUnlisted: null } liquidation
            ? RecordReader.Seal(liquidation with { FundForUnlisted = _fundId }, line.Bytes.Span, Source, _master, line.Number)
            : record;
    }

    // Every fee has a period and no liquidation has one; an ADL fill alone names a liquidation.
    private static RecordKind KindOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 1
                    && (reader.ValueTextEquals("periodStart"u8) || reader.ValueTextEquals("periodEnd"u8) || reader.ValueTextEquals("amount"u8)))
                {
                    return RecordKind.Fee;
                }

                if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("liquidationExternalId"u8))
                {
                    return RecordKind.AdlFill;
                }
            }
        }
        catch (JsonException)
        {
            // What is no JSON gets its problem from the reader.
        }

        return RecordKind.Liquidation;
    }
}
