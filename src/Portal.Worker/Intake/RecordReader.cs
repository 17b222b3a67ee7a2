using System.Security.Cryptography;
using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Worker.Intake;

/// <summary>Reads intake records strictly and exactly: no number is ever a binary fraction, and nothing that can be sent makes it throw.</summary>
public static class RecordReader
{
    // Forgotten before each use; a thread writes one record at a time.
    [ThreadStatic]
    private static CanonicalObject? _writer;

    /// <summary>Reads a whole body: a JSON array, or one object a line.</summary>
    /// <returns>
    /// The records in order, each readable or with its own problem; or a problem of the body: <c>unreadable-body</c> names the line,
    /// <c>too-many-records</c>, and then no record was read.
    /// </returns>
    public static Checked<IReadOnlyList<IntakeRecord>> ReadBody(
        RecordKind kind, ReadOnlyMemory<byte> body, bool isNdjson, string source, MasterSecret master, int recordsMax)
    {
        var split = Split(body, isNdjson, recordsMax);
        if (split.Problem is { } problem)
        {
            return problem;
        }

        var parts = split.Value;
        var records = new IntakeRecord[parts.Count];
        for (var index = 0; index < records.Length; index++)
        {
            var (part, line) = parts[index];
            records[index] = Read(kind, part, source, master, line);
        }

        return records;
    }

    /// <summary>Takes a body apart into its records and the lines they stand on, the first being 1; null where they do not stand in lines.</summary>
    internal static Checked<IReadOnlyList<(ReadOnlyMemory<byte> Part, long? Line)>> Split(ReadOnlyMemory<byte> body, bool isNdjson, int recordsMax)
    {
        var content = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var parts = new List<(ReadOnlyMemory<byte> Part, long? Line)>();
        return (isNdjson ? SplitLines(content, parts, recordsMax) : SplitArray(content, parts, recordsMax)) is { } problem ? problem : parts;
    }

    /// <summary>Reads one record of a kind; what is wrong with it stands in its <see cref="IntakeRecord.Problem"/>.</summary>
    public static IntakeRecord Read(RecordKind kind, ReadOnlyMemory<byte> jsonObject, string source, MasterSecret master, long? lineNumber = null) => kind switch
    {
        RecordKind.Liquidation => ReadLiquidation(jsonObject, source, master, lineNumber),
        RecordKind.Fee => ReadFee(jsonObject, source, master, lineNumber),
        _ => ReadAdlFill(jsonObject, source, master, lineNumber),
    };

    /// <summary>Reads one liquidation; what is wrong with it stands in its <see cref="IntakeRecord.Problem"/>.</summary>
    public static IntakeRecord ReadLiquidation(ReadOnlyMemory<byte> jsonObject, string source, MasterSecret master, long? lineNumber = null)
    {
        var fields = RecordFields.Read(jsonObject.Span, LiquidationFields.Known);
        var externalId = fields.Id("externalId");
        return LiquidationFields.Read(fields, externalId) is { } liquidation
            ? Seal(liquidation, jsonObject.Span, source, master, lineNumber)
            : Refused(RecordKind.Liquidation, fields.Problem!, jsonObject.Span, externalId, source, master, lineNumber);
    }

    /// <summary>Reads one fee record; what is wrong with it stands in its <see cref="IntakeRecord.Problem"/>.</summary>
    public static IntakeRecord ReadFee(ReadOnlyMemory<byte> jsonObject, string source, MasterSecret master, long? lineNumber = null)
    {
        var fields = RecordFields.Read(jsonObject.Span, FeeFields.Known);
        var externalId = fields.Id("externalId");
        return FeeFields.Read(fields, externalId) is { } fee
            ? Seal(fee, jsonObject.Span, source, master, lineNumber)
            : Refused(RecordKind.Fee, fields.Problem!, jsonObject.Span, externalId, source, master, lineNumber);
    }

    /// <summary>Reads one ADL fill; what is wrong with it stands in its <see cref="IntakeRecord.Problem"/>.</summary>
    public static IntakeRecord ReadAdlFill(ReadOnlyMemory<byte> jsonObject, string source, MasterSecret master, long? lineNumber = null)
    {
        var fields = RecordFields.Read(jsonObject.Span, AdlFillFields.Known);
        var externalId = fields.Id("externalId");
        return AdlFillFields.Read(fields, externalId) is { } fill
            ? Seal(fill, jsonObject.Span, source, master, lineNumber)
            : Refused(RecordKind.AdlFill, fields.Problem!, jsonObject.Span, externalId, source, master, lineNumber);
    }

    /// <summary>Makes the record of a liquidation, however it was read: hash, receipt and commitments.</summary>
    /// <param name="liquidation">The liquidation.</param>
    /// <param name="payload">As it came; empty stands for its intake JSON.</param>
    /// <param name="source">The source.</param>
    /// <param name="master">What receipts are made with.</param>
    /// <param name="lineNumber">The line it stood on.</param>
    public static IntakeRecord Seal(Liquidation liquidation, ReadOnlySpan<byte> payload, string source, MasterSecret master, long? lineNumber = null)
    {
        ArgumentNullException.ThrowIfNull(liquidation);
        ArgumentNullException.ThrowIfNull(master);
        var writer = Writer();
        RecordWriter.AddContent(writer, liquidation);
        var record = Sealed(RecordKind.Liquidation, liquidation.ExternalId, writer, payload.IsEmpty ? RecordWriter.Write(liquidation) : payload, master.Receipt(source, liquidation.ExternalId), lineNumber);
        return record with
        {
            Liquidation = liquidation,
            AccountCommitment = liquidation.Account is { } account ? MasterSecret.Commitment(record.Receipt, account) : null,
        };
    }

    /// <summary>Makes the record of fees, however they were read: hash, receipt and commitment.</summary>
    /// <param name="fee">The fees.</param>
    /// <param name="payload">As they came; empty stands for their intake JSON.</param>
    /// <param name="source">The source.</param>
    /// <param name="master">What receipts are made with.</param>
    /// <param name="lineNumber">The line they stood on.</param>
    public static IntakeRecord Seal(FeeAccrual fee, ReadOnlySpan<byte> payload, string source, MasterSecret master, long? lineNumber = null)
    {
        ArgumentNullException.ThrowIfNull(fee);
        ArgumentNullException.ThrowIfNull(master);
        var writer = Writer();
        RecordWriter.AddContent(writer, fee);
        return Sealed(RecordKind.Fee, fee.ExternalId, writer, payload.IsEmpty ? RecordWriter.Write(fee) : payload, master.Receipt(source, fee.ExternalId), lineNumber) with { Fee = fee };
    }

    /// <summary>Makes the record of an ADL fill, however it was read: hash, receipt and commitment.</summary>
    /// <param name="fill">The fill.</param>
    /// <param name="payload">As it came; empty stands for its intake JSON.</param>
    /// <param name="source">The source.</param>
    /// <param name="master">What receipts are made with.</param>
    /// <param name="lineNumber">The line it stood on.</param>
    public static IntakeRecord Seal(AdlFillReport fill, ReadOnlySpan<byte> payload, string source, MasterSecret master, long? lineNumber = null)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentNullException.ThrowIfNull(master);
        var writer = Writer();
        RecordWriter.AddContent(writer, fill);
        return Sealed(RecordKind.AdlFill, fill.ExternalId, writer, payload.IsEmpty ? RecordWriter.Write(fill) : payload, master.Receipt(source, fill.ExternalId), lineNumber) with { AdlFill = fill };
    }

    /// <summary>Makes the record of an input that can't be read.</summary>
    public static IntakeRecord Refused(
        RecordKind kind, Problem problem, ReadOnlySpan<byte> payload, string? externalId, string source, MasterSecret master, long? lineNumber = null)
    {
        ArgumentNullException.ThrowIfNull(master);
        var receipt = externalId is null ? [] : master.Receipt(source, externalId);
        return new IntakeRecord
        {
            Kind = kind,
            ExternalId = externalId,
            Payload = IntakeRecord.Keep(payload),
            Problem = problem,
            IdCommitment = externalId is null ? string.Empty : MasterSecret.Commitment(receipt, externalId),
            Receipt = receipt,
            LineNumber = lineNumber,
        };
    }

    // What every record has that could be read.
    private static IntakeRecord Sealed(RecordKind kind, string externalId, CanonicalObject content, ReadOnlySpan<byte> payload, byte[] receipt, long? lineNumber) => new()
    {
        Kind = kind,
        ExternalId = externalId,
        Payload = IntakeRecord.Keep(payload),
        ContentHash = SHA256.HashData(content.ToBytes()),
        IdCommitment = MasterSecret.Commitment(receipt, externalId),
        Receipt = receipt,
        LineNumber = lineNumber,
    };

    private static Problem? SplitArray(ReadOnlyMemory<byte> body, List<(ReadOnlyMemory<byte> Part, long? Line)> parts, int recordsMax)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartArray)
            {
                return new Problem("unreadable-body", null, "Line 1: the body is not a JSON array of records.");
            }

            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                parts.Add((body[start..(int)reader.BytesConsumed], null));
                if (parts.Count > recordsMax)
                {
                    return TooMany(recordsMax);
                }
            }

            // Anything behind the array is a syntax error, thrown here.
            reader.Read();
            return null;
        }
        catch (JsonException fault)
        {
            return Unreadable((fault.LineNumber ?? 0) + 1, fault);
        }
    }

    private static Problem? SplitLines(ReadOnlyMemory<byte> body, List<(ReadOnlyMemory<byte> Part, long? Line)> parts, int recordsMax)
    {
        for (long line = 1; !body.IsEmpty; line++)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var part = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (part.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                continue;
            }

            if (FindFault(part.Span) is { } fault)
            {
                return Unreadable(line, fault);
            }

            parts.Add((part, line));
            if (parts.Count > recordsMax)
            {
                return TooMany(recordsMax);
            }
        }

        return null;
    }

    private static JsonException? FindFault(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException fault)
        {
            return fault;
        }
    }

    private static Problem Unreadable(long line, JsonException fault) => new("unreadable-body", null, $"Line {line}: {RecordFields.UnreadableDetail(fault)}");

    private static Problem TooMany(int recordsMax) => new("too-many-records", null, $"The body has more than {recordsMax} records.");

    private static CanonicalObject Writer()
    {
        var writer = _writer ??= new CanonicalObject();
        writer.Clear();
        return writer;
    }
}
