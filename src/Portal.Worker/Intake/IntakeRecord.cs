using Portal.Settlement;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Liquidations;
using Portal.Storage.Intake;

namespace Portal.Worker.Intake;

/// <summary>One record as it came in: readable or not.</summary>
public sealed record IntakeRecord
{
    /// <summary>The most of an input that is kept.</summary>
    public const int PayloadBytesMax = QuarantineRow.PayloadBytesMax;

    /// <summary>What it tells of.</summary>
    public required RecordKind Kind { get; init; }

    /// <summary>The source's own id; null when it could not be read.</summary>
    public string? ExternalId { get; init; }

    /// <summary>As sent (the JSON object or the file's line), cut off after <see cref="PayloadBytesMax"/>.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The liquidation; null for everything else and for what could not be read.</summary>
    public Liquidation? Liquidation { get; init; }

    /// <summary>The fees; null for everything else and for what could not be read.</summary>
    public FeeAccrual? Fee { get; init; }

    /// <summary>The ADL fill; null for everything else and for what could not be read.</summary>
    public AdlFillReport? AdlFill { get; init; }

    /// <summary>The source's own count of this record; null when it gives none.</summary>
    public long? SourceSequence => Liquidation?.SourceSequence ?? Fee?.SourceSequence ?? AdlFill?.SourceSequence;

    /// <summary>The id of an earlier record of the same kind that this one puts right; null for nearly all.</summary>
    public string? Corrects => Liquidation?.Corrects ?? Fee?.Corrects ?? AdlFill?.Corrects;

    /// <summary>Why it could not be read; null when it could.</summary>
    public Problem? Problem { get; init; }

    /// <summary>SHA-256 of the normalised record without its external id; empty when it could not be read.</summary>
    public byte[] ContentHash { get; init; } = [];

    /// <summary>HMAC-SHA256(receipt, externalId), lower-case hex; empty without an external id.</summary>
    public string IdCommitment { get; init; } = string.Empty;

    /// <summary>HMAC-SHA256(receipt, account), lower-case hex; null without an account.</summary>
    public string? AccountCommitment { get; init; }

    /// <summary>What opens the commitments, 32 bytes; empty without an external id.</summary>
    public byte[] Receipt { get; init; } = [];

    /// <summary>The line it stood on, the first being 1; null where it did not come in lines.</summary>
    public long? LineNumber { get; init; }

    /// <summary>The part of an input that is kept.</summary>
    public static ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> payload) => payload[..Math.Min(payload.Length, PayloadBytesMax)].ToArray();
}
