using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Sources.ExchangeStreams;

namespace Portal.Worker.Settling;

/// <summary>Settles a record in quarantine as operators have put it right: read, checked and settled like any record of its source, in one batch of its own.</summary>
/// <remarks>
/// Whoever writes what follows holds the ledger's head or begins anew, so ids and numbers that are read after the state still hold when it is written. It needs no lease:
/// a worker that settles meanwhile comes first or second like any other writer.
/// </remarks>
public sealed class CorrectionSettlement(SettlementStores stores, MasterSecret master)
{
    /// <summary>Settles the corrected record into a state.</summary>
    /// <param name="state">The ledger; takes the entries.</param>
    /// <param name="row">The record in quarantine, open.</param>
    /// <param name="text">The corrected record: a JSON object as intake takes it, UTF-8.</param>
    /// <param name="correction">Who typed and who approved it, and why.</param>
    /// <param name="now">The settling clock, in whole milliseconds.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The entries and what else belongs into their transaction; or what is wrong, in intake's own words and with the field.</returns>
    public async Task<Checked<LedgerDecision>> DecideAsync(
        LedgerState state, QuarantineRow row, ReadOnlyMemory<byte> text, OperatorCorrection correction, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(correction);
        var record = RecordReader.Read((RecordKind)row.Kind, text, row.Source, master);
        var id = System.Text.Encoding.ASCII.GetString(row.ExternalId);
        if ((record.Problem ?? CheckCorrects(record, id) ?? CheckNumber(record, row)) is { } problem)
        {
            return problem;
        }

        var submission = new IntakeSubmission(row.Source, [record], row.Source.StartsWith(IntakeEndpoints.ReplayPrefix, StringComparison.Ordinal))
        {
            IsMirror = row.Source.StartsWith(ExchangeStreamOptions.SourcePrefix, StringComparison.Ordinal),
            Correction = new TypedCorrection(new RecordKey(row.Source, (RecordKind)row.Kind, id), Convert.ToHexStringLower(row.PayloadHash), correction),
        };
        var known = await SettledIds.FindAsync(stores.SettledRecords, [submission], cancellation);
        var losses = await OpenLosses.FindAsync(stores, [submission], cancellation);
        var batch = new SettlementBatch(state, now, known, new OpenPayloads(), losses);
        batch.Sources.StartFrom(await ReadNumberAsync(row.Source, cancellation));
        batch.Settle(submission);
        var result = batch.Results[0][0];
        return result.Status switch
        {
            RecordStatus.Settled => new LedgerDecision([.. batch.Entries], append => Complete(append, batch, row)) { IsJudged = true },
            RecordStatus.Duplicate => new Problem(
                "settled-already", "externalId", $"This very record was settled already, as entry {result.Sequence}: dismiss the one in quarantine instead."),
            RecordStatus.Conflict => new Problem(
                "conflict", "externalId", $"Another event was settled under this id, as entry {result.Sequence}: give the corrected record an id of its own."),
            _ => result.Problem!,
        };
    }

    // It came from nobody: the source was not heard of, its lag says nothing new, and none of its records are counted. But a number that was missing is there.
    private static LedgerAppend Complete(LedgerAppend append, SettlementBatch batch, QuarantineRow row)
    {
        var counted = batch.Sources.Changes.Single();
        var change = new SourceChange(row.Source, row.LastSeenMs, counted.SourceSequence, counted.Gaps, Corrected: 1);
        return append with
        {
            SettledRecords = [.. append.SettledRecords, .. batch.Settled],
            AdlFills = [.. append.AdlFills, .. batch.AdlFills],
            Closed = [.. append.Closed, .. batch.Corrected],
            Sources = [.. append.Sources, change],
        };
    }

    private async Task<IReadOnlyDictionary<string, long>> ReadNumberAsync(string source, CancellationToken cancellation) =>
        (await stores.Sources.ReadAllAsync(cancellation))
            .Where(state => state.Source == source && state.LastSourceSequence is not null)
            .ToDictionary(static state => state.Source, static state => state.LastSourceSequence!.Value, StringComparer.Ordinal);

    private static Problem? CheckCorrects(IntakeRecord record, string id) => record.Corrects is not { } corrects || corrects == id
        ? null
        : new Problem("contradictory", "corrects", $"names '{corrects}'. What is corrected here is this one record in quarantine: leave the field out.");

    // The source counts its own records. A number that people made up would hide gaps or open them.
    private static Problem? CheckNumber(IntakeRecord record, QuarantineRow row) => record.SourceSequence is not { } number || FindNumber(row.Payload) == number
        ? null
        : new Problem("not-its-number", RecordFields.SourceSequenceName, "is the source's own count: leave it as it was sent, or leave it out.");

    private static long? FindNumber(byte[] payload)
    {
        try
        {
            using var sent = JsonDocument.Parse(payload);
            return sent.RootElement.ValueKind is JsonValueKind.Object && sent.RootElement.TryGetProperty(RecordFields.SourceSequenceName, out var value)
                && long.TryParse(value.ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
