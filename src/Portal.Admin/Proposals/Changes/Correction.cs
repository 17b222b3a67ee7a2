using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Portal.Admin.Quarantine;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;

namespace Portal.Admin.Proposals.Changes;

/// <summary>A record in quarantine is settled as operators have put it right.</summary>
/// <remarks>Proposals and the audit are for ever, and a record names its owner: so both name the typed text by its hash, and it is read where it can be deleted.</remarks>
public sealed record Correction : ProposedChange
{
    /// <summary>The kind as it is stored.</summary>
    public const string KindName = "correction";

    /// <summary>Its row in quarantine.</summary>
    public required long QuarantineId { get; init; }

    /// <summary>The text's place in <see cref="QuarantineCorrectionStore"/>; 0 while it is only looked at.</summary>
    public long CorrectionId { get; init; }

    /// <summary>SHA-256 of the text, lower-case hex.</summary>
    public required string TextHash { get; init; }

    /// <summary>The corrected record as it was typed, UTF-8; null once it is kept.</summary>
    [JsonIgnore]
    public byte[]? Text { get; init; }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    public override string Title => $"Settle record {QuarantineId.ToString(CultureInfo.InvariantCulture)} in quarantine, corrected";

    /// <inheritdoc/>
    public override long? SubjectRecordId => QuarantineId;

    /// <summary>Makes it of what somebody typed.</summary>
    /// <returns>The change; or a problem of <c>correction</c>, for a text that can't be kept.</returns>
    public static Checked<ProposedChange> Of(long quarantineId, string? text, string reason)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text ?? string.Empty);
        return string.IsNullOrWhiteSpace(text) ? new Problem("missing", "correction", "is empty: give the whole record.")
            : bytes.Length > QuarantineCorrectionRow.PayloadBytesMax ? new Problem("too-long", "correction", $"has more than {QuarantineCorrectionRow.PayloadBytesMax} bytes.")
            : new Correction { QuarantineId = quarantineId, Text = bytes, TextHash = HashOf(bytes), Reason = reason };
    }

    /// <inheritdoc/>
    public override async Task<ProposedChange> KeepAsync(ProposalSources sources, string personId, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return Text is { } text
            ? this with { CorrectionId = (await sources.Corrections.AddAsync(QuarantineId, text, personId, now, cancellation)).Id, Text = null }
            : this;
    }

    /// <inheritdoc/>
    public override async Task<Checked<LedgerDecision>> DecideAsync(
        ProposalSources sources, LedgerState state, Signatures signatures, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(signatures);

        // Closing a row takes an entry. So a row that is open after the state was read is still open if the append that follows that state succeeds.
        var row = await sources.Quarantine.ReadAsync(QuarantineId, cancellation);
        if (row is null || row.Status != QuarantineRow.Open)
        {
            return row is null
                ? new Problem("unknown-record", null, $"There is no record {QuarantineId} in quarantine.")
                : new Problem("not-open", null, $"Record {QuarantineId} was closed by entry {row.ClosedBySequence}.");
        }

        var text = await ReadTextAsync(sources, row, cancellation);
        return text.Problem is { } problem
            ? problem
            : await sources.Corrected.DecideAsync(state, row, text.Value, new OperatorCorrection(signatures.By, signatures.ApprovedBy, Reason), now, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<ImmutableArray<ChangeFact>> FactsAsync(ProposalSources sources, LedgerState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (await sources.Quarantine.ReadAsync(QuarantineId, cancellation) is not { } row || await ReadTextAsync(sources, row, cancellation) is not { Problem: null, Value: var text })
        {
            return [];
        }

        var fields = RecordComparison.WithCorrection(row.Payload, text);
        return
        [
            new ChangeFact("Sent by", null, row.Source),
            new ChangeFact("What was wrong with it", null, row.ProblemDetail),
            .. fields is null
                ? [new ChangeFact("The record", "can't be read", RecordText.Of(text))]
                : fields.Select(static field => new ChangeFact($"Field {field.Name}", field.Sent ?? "not sent", field.Other ?? "left out")),
            .. fields is [] ? [new ChangeFact("The record", null, "as it was sent: nothing in it was changed")] : ImmutableArray<ChangeFact>.Empty,
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeFact> FactsOf(ImmutableArray<LedgerEntry> entries) => CorrectionFacts.Of(entries);

    private async Task<Checked<byte[]>> ReadTextAsync(ProposalSources sources, QuarantineRow row, CancellationToken cancellation)
    {
        if (row.PayloadDeletedAtMs is not null)
        {
            return new Problem(
                "payload-deleted", null, "What the source sent was deleted after its time, so nobody can compare the two any more. The source can send the record again, or it can be dismissed.");
        }

        if (Text is { } typed)
        {
            return typed;
        }

        var kept = await sources.Corrections.FindAsync(CorrectionId, cancellation);
        return kept is null || kept.QuarantineId != QuarantineId || kept.DeletedAtMs is not null
                ? new Problem("text-deleted", null, "The corrected record was deleted after its time. Refuse this, and propose it anew if it is still wanted.")
            : HashOf(kept.Payload) != TextHash ? new Problem("text-changed", null, "The corrected record that is kept is not the one that was proposed. Refuse this.")
            : kept.Payload;
    }

    private static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
