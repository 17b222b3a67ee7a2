using System.Collections.Immutable;

namespace Portal.Settlement.Ledger;

/// <summary>What comes with a record besides its own fields.</summary>
/// <param name="Source">The source that sent it.</param>
/// <param name="Now">The settling clock, UTC, whole milliseconds.</param>
/// <param name="IsReplay">Whether the record comes from a recording, whose clock is then the event's own.</param>
/// <param name="IdCommitment">HMAC-SHA256(receipt, externalId), lower-case hex.</param>
/// <param name="AccountCommitment">HMAC-SHA256(receipt, account), lower-case hex; null without an account.</param>
public readonly record struct SettlementInput(string Source, DateTimeOffset Now, bool IsReplay, string IdCommitment, string? AccountCommitment)
{
    /// <summary>SHA-256 of each record in quarantine that this one puts right: lower-case hex, in order, at most <see cref="PayloadHash.CorrectedMax"/>.</summary>
    public ImmutableArray<string> CorrectedPayloads { get => field.IsDefault ? [] : field; init; }

    /// <summary>Who put the record right in the source's place; null for what a source sent itself.</summary>
    public OperatorCorrection? Correction { get; init; }

    /// <summary>Whether the record tells of another exchange's events: a fund that is not marked as a demonstration does not take it.</summary>
    public bool DemoFundsOnly { get; init; }

    /// <summary>How far ahead of the settling clock an event may claim to be.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    /// <summary>No record is older: perpetual contracts did not exist.</summary>
    public static readonly DateTimeOffset OldestTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The times of the entry a record becomes: recordedAt never runs back within the fund.</summary>
    public EntryTime TimeOf(FundState fund, DateTimeOffset occurredAt)
    {
        ArgumentNullException.ThrowIfNull(fund);
        var clock = IsReplay ? occurredAt : Now;
        return new EntryTime(clock > fund.LastRecordedAt ? clock : fund.LastRecordedAt, occurredAt, IsReplay);
    }

    /// <summary>What is wrong with a time; null when nothing is.</summary>
    public Problem? CheckTime(DateTimeOffset time, string field) =>
        time > Now + AheadMax ? new Problem("too-far-ahead", field, $"{TimeText.Of(time)} is more than 5 minutes ahead.")
        : time < OldestTime ? new Problem("too-old", field, $"{TimeText.Of(time)} is before {TimeText.Of(OldestTime)}.")
        : null;

    /// <summary>What is wrong with a source's own count; null when nothing is.</summary>
    public static Problem? CheckSourceSequence(long? sourceSequence) =>
        sourceSequence is < 0 or > CanonicalObject.IntegerMax
            ? new Problem("not-a-count", "sourceSequence", $"is not a whole number from 0 to {CanonicalObject.IntegerMax}.")
            : null;
}
