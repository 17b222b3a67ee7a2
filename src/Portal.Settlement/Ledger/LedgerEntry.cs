using System.Text.Json;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Ledger;

/// <summary>One line of the ledger: a change of a balance, or a decision that governs one. Written once and never changed.</summary>
/// <remarks>
/// <see cref="ToBytes()"/> is the canonical form (RFC 8785 JSON, at most <see cref="BytesMax"/> bytes); it is a leaf of the transparency log and what the public reads.
/// </remarks>
public sealed record LedgerEntry
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>The longest canonical form.</summary>
    public const int BytesMax = 8192;

    /// <summary>The most that the fields shared by all kinds take of it.</summary>
    internal const int SharedBytesMax = 1024;

    /// <summary>Place in the one global order: the first is 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The fund it belongs to; null for decisions about no fund in particular.</summary>
    public string? FundId { get; init; }

    /// <summary>Place among the fund's entries: the first is 1, without gaps; null where there is no fund.</summary>
    public long? FundSequence { get; init; }

    /// <summary>The settling clock, never decreasing within a fund; UTC, whole milliseconds.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it happened, by its own account.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The fund's balance before; null where there is no fund.</summary>
    public Money? BalanceBefore { get; init; }

    /// <summary>The fund's balance after; null where there is no fund.</summary>
    public Money? BalanceAfter { get; init; }

    /// <summary>Whether it was settled from a recording, by the recording's clock.</summary>
    public bool Replayed { get; init; }

    /// <summary>What happened.</summary>
    public required EntryBody Body { get; init; }

    /// <summary>The canonical bytes.</summary>
    public byte[] ToBytes() => ToBytes(new CanonicalObject());

    /// <summary>The canonical bytes, written with a writer that is used again and again.</summary>
    public byte[] ToBytes(CanonicalObject writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Clear();
        writer.Add("v", Version);
        writer.Add("sequence", Sequence);
        writer.Add("fund", FundId);
        writer.Add("fundSequence", FundSequence);
        writer.Add("kind", Body.Kind);
        writer.Add("recordedAt", RecordedAt);
        writer.Add("occurredAt", OccurredAt);
        writer.Add("asset", Body.AssetOfRecord?.Code ?? BalanceAfter?.Asset.Code);
        writer.Add("balanceBefore", BalanceBefore);
        writer.Add("balanceAfter", BalanceAfter);
        writer.AddFlag("replayed", Replayed);
        Body.Write(writer);
        return writer.ToBytes();
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="FormatException">They are not an entry that this version understands; the message names the field.</exception>
    public static LedgerEntry Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var fields = new EntryFields(document.RootElement);
            if (fields.Number("v") is var version && version != Version)
            {
                throw new FormatException($"v is {version}; this program reads version {Version}.");
            }

            var asset = ReadAsset(fields);
            return new LedgerEntry
            {
                Sequence = fields.Number("sequence"),
                FundId = fields.OptionalText("fund"),
                FundSequence = fields.OptionalNumber("fundSequence"),
                RecordedAt = fields.Time("recordedAt"),
                OccurredAt = fields.Time("occurredAt"),
                BalanceBefore = asset is null ? null : fields.OptionalAmount("balanceBefore", asset),
                BalanceAfter = asset is null ? null : fields.OptionalAmount("balanceAfter", asset),
                Replayed = fields.Flag("replayed"),
                Body = EntryBody.Read(fields, asset),
            };
        }
        catch (JsonException exception)
        {
            throw new FormatException("It is not JSON.", exception);
        }
        catch (InvalidOperationException exception)
        {
            // JsonElement says so of a value that is not what was asked for: an array for an entry, a number in a list of texts, half a surrogate pair.
            throw new FormatException("It is not an entry.", exception);
        }
    }

    // A balance is written with all of its asset's decimals, so the entry alone tells the scale.
    private static Asset? ReadAsset(EntryFields fields)
    {
        if (fields.OptionalText("asset") is not { } code)
        {
            return null;
        }

        var balance = fields.OptionalText("balanceAfter");
        var scale = balance is null ? fields.SmallNumber("scale")
            : balance.Contains('.', StringComparison.Ordinal) ? balance.Length - balance.IndexOf('.', StringComparison.Ordinal) - 1
            : 0;
        return Asset.Check(code, scale) is { } problem ? throw new FormatException(problem.ToString()) : new Asset(code, scale);
    }
}
