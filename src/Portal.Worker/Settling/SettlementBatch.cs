using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Deleveraging;
using Portal.Storage.Intake;
using Portal.Worker.Intake;

namespace Portal.Worker.Settling;

/// <summary>Settles submissions in memory: from a state to the entries that follow, the answers, and what else goes into the same transaction.</summary>
/// <remarks>Touches nothing but its own fork of the state, so it can be thrown away and done again.</remarks>
internal sealed class SettlementBatch(LedgerState state, DateTimeOffset now, SettledIds known, OpenPayloads open, OpenLosses losses)
{
    private readonly Dictionary<RecordKey, (long Sequence, byte[] ContentHash)> _own = [];
    private readonly HashSet<(RecordKey Key, string PayloadHash)> _corrected = [];
    private readonly Dictionary<(string Source, long Kind, string Id, string PayloadHash), QuarantineArrival> _quarantine = [];

    private readonly AdlFillBatch _fills = new(losses);

    /// <summary>The entries made, in order.</summary>
    public List<LedgerEntry> Entries { get; } = [];

    /// <summary>The ids taken by them.</summary>
    public List<SettledRecordRow> Settled { get; } = [];

    /// <summary>What is kept of ADL fills.</summary>
    public IReadOnlyList<AdlFillRow> AdlFills => _fills.Rows;

    /// <summary>Quarantined records that a settled one puts right.</summary>
    public List<QuarantineClosing> Corrected { get; } = [];

    /// <summary>What became of each submission's records.</summary>
    public List<IReadOnlyList<RecordResult>> Results { get; } = [];

    /// <summary>What each source's counters gain.</summary>
    public SourceCounts Sources { get; } = new(now);

    /// <summary>What is kept for an operator to look at.</summary>
    public IReadOnlyCollection<QuarantineArrival> Quarantine => _quarantine.Values;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Entries.Count == 0 && Sources.Changes.Count == 0;

    /// <summary>Settles one submission, in the order sent.</summary>
    public void Settle(IntakeSubmission submission)
    {
        var results = new RecordResult[submission.Records.Count];
        if (submission.Records.Count == 0)
        {
            Sources.CountSign(submission.Source);
        }

        Sources.CountGaps(submission.Source, submission.Gaps);
        for (var index = 0; index < results.Length; index++)
        {
            var record = submission.Records[index];
            var next = Entries.Count;
            results[index] = Settle(submission, record);
            Sources.Count(submission.Source, record, results[index], next < Entries.Count ? Entries[next] : null);
        }

        Results.Add(results);
    }

    /// <summary>Judges every fund that lives by the wall clock for the passing of time.</summary>
    public void JudgePassingTime()
    {
        foreach (var fund in state.Funds.Where(static fund => !fund.LastReplayed).OrderBy(static fund => fund.FundId, StringComparer.Ordinal).ToList())
        {
            if (AdlJudgement.AtTime(state, fund, now) is { } change)
            {
                Entries.Add(change);
            }
        }
    }

    private RecordResult Settle(IntakeSubmission submission, IntakeRecord record)
    {
        if (record.Problem is { } unreadable)
        {
            return Reject(submission, record, unreadable);
        }

        var key = new RecordKey(submission.Source, record.Kind, record.ExternalId!);
        if (_own.TryGetValue(key, out var earlier) || known.TryGet(key, out earlier))
        {
            return earlier.ContentHash.AsSpan().SequenceEqual(record.ContentHash)
                ? new RecordResult(record.ExternalId, RecordStatus.Duplicate, earlier.Sequence, record.Receipt, Problem: null, record.LineNumber)
                : Conflict(submission, record, earlier.Sequence);
        }

        var correctedKey = submission.Correction?.Key ?? OpenPayloads.KeyOf(submission.Source, record);
        ImmutableArray<string> corrected = submission.Correction is { } typed ? [typed.PayloadHash] : correctedKey is { } putRight ? Open(putRight) : [];
        var input = new SettlementInput(submission.Source, now, submission.IsReplay, record.IdCommitment, record.AccountCommitment)
        {
            CorrectedPayloads = corrected,
            Correction = submission.Correction?.Signed,
            DemoFundsOnly = submission.IsMirror,
        };
        var settled = Settle(record, input);
        if (settled.Problem is { } problem)
        {
            return Reject(submission, record, problem);
        }

        Close(correctedKey, corrected, settled.Value.Sequence);
        return Take(key, record, settled.Value);
    }

    private Checked<LedgerEntry> Settle(IntakeRecord record, SettlementInput input) => record switch
    {
        { Liquidation: { } liquidation } => LiquidationSettlement.Settle(state, liquidation, input),
        { Fee: { } fee } => FeeSettlement.Settle(state, fee, input),
        _ => _fills.Settle(state, record.AdlFill!, FindOwn(new RecordKey(input.Source, RecordKind.Liquidation, record.AdlFill!.LiquidationExternalId)), input),
    };

    private long? FindOwn(RecordKey key) => _own.TryGetValue(key, out var own) ? own.Sequence : null;

    // Under one id several payloads may wait. The entry names those that it puts right, as many as it can hold; any others stay open.
    private ImmutableArray<string> Open(RecordKey key)
    {
        var own = _quarantine.Keys.Where(kept => kept.Source == key.Source && kept.Kind == (long)key.Kind && kept.Id == key.ExternalId).Select(static kept => kept.PayloadHash);
        return
        [
            .. open.Of(key).Select(Convert.ToHexStringLower).Concat(own)
                .Where(hash => !_corrected.Contains((key, hash)))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Take(PayloadHash.CorrectedMax),
        ];
    }

    private void Close(RecordKey? key, ImmutableArray<string> hashes, long sequence)
    {
        foreach (var hash in hashes)
        {
            var (source, kind, id) = key!.Value;
            _corrected.Add((key.Value, hash));
            Corrected.Add(new QuarantineClosing(source, (long)kind, Encoding.ASCII.GetBytes(id), QuarantineRow.Corrected, sequence, Convert.FromHexString(hash)));
        }
    }

    private RecordResult Take(RecordKey key, IntakeRecord record, LedgerEntry entry)
    {
        Entries.Add(entry);
        _own.Add(key, (entry.Sequence, record.ContentHash));
        if (key.Kind is RecordKind.AdlFill)
        {
            _fills.Take(key, record.ContentHash, entry);
        }
        else
        {
            _fills.Note(entry);
            Settled.Add(new SettledRecordRow(key.Source, (long)key.Kind, Encoding.ASCII.GetBytes(key.ExternalId), entry.Sequence, record.ContentHash));
        }

        if (AdlJudgement.AfterEntry(state, entry) is { } change)
        {
            Entries.Add(change);
        }

        return new RecordResult(record.ExternalId, RecordStatus.Settled, entry.Sequence, record.Receipt, Problem: null, record.LineNumber);
    }

    private RecordResult Reject(IntakeSubmission submission, IntakeRecord record, Problem problem)
    {
        Keep(submission, record, QuarantineRow.Rejected, problem, storedSequence: null);
        return new RecordResult(record.ExternalId, RecordStatus.Rejected, Sequence: null, Receipt: null, problem, record.LineNumber);
    }

    private RecordResult Conflict(IntakeSubmission submission, IntakeRecord record, long storedSequence)
    {
        var problem = new Problem("conflict", "externalId", $"Another event was settled under this id, as entry {storedSequence}.");
        Keep(submission, record, QuarantineRow.Conflict, problem, storedSequence);
        return new RecordResult(record.ExternalId, RecordStatus.Conflict, storedSequence, Receipt: null, problem, record.LineNumber);
    }

    private void Keep(IntakeSubmission submission, IntakeRecord record, string reason, Problem problem, long? storedSequence)
    {
        var payload = record.Payload.ToArray();
        var hash = SHA256.HashData(payload);
        var key = (submission.Source, (long)record.Kind, record.ExternalId ?? string.Empty, Convert.ToHexStringLower(hash));
        _quarantine[key] = _quarantine.TryGetValue(key, out var same)
            ? same with { Times = same.Times + 1 }
            : new QuarantineArrival(
                submission.Source,
                (long)record.Kind,
                Encoding.ASCII.GetBytes(record.ExternalId ?? string.Empty),
                reason,
                problem.Code,
                problem.Field,
                problem.Detail,
                hash,
                payload,
                storedSequence,
                now.ToUnixTimeMilliseconds());
    }
}

/// <summary>What makes an event one event: the same key is never settled twice.</summary>
internal readonly record struct RecordKey(string Source, RecordKind Kind, string ExternalId);
