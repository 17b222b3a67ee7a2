using System.Text;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;

namespace Portal.Admin.Quarantine;

/// <summary>What could not be settled, as operators look at it.</summary>
public sealed class QuarantineReading(CurrentPerson current, QuarantineStore quarantine, LedgerStore ledger, ProposalStore proposals, SettledRecordStore settledRecords)
{
    /// <summary>How many rows a page holds.</summary>
    public const int PageSize = 50;

    /// <summary>How many there are, per source and status.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await quarantine.ReadCountsAsync(cancellation);
    }

    /// <summary>A page, newest first.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<QuarantinePage> ReadPageAsync(QuarantineFilter filter, long? before, CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        return await quarantine.ReadPageAsync(filter, before, PageSize, cancellation);
    }

    /// <summary>The open proposals about records, by the record's number.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<IReadOnlyDictionary<long, ProposalRow>> ReadProposedAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Viewer, cancellation);
        var proposed = new Dictionary<long, ProposalRow>();
        foreach (var row in await proposals.ReadOpenAsync(ProposalStore.PageMax, cancellation))
        {
            if (ProposedChange.FromJson(row.Payload).SubjectRecordId is { } record)
            {
                proposed[record] = row;
            }
        }

        return proposed;
    }

    /// <summary>One record; null when there is none.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in.</exception>
    public async Task<QuarantinedRecord?> FindAsync(long id, CancellationToken cancellation)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, cancellation);
        if (await quarantine.ReadAsync(id, cancellation) is not { } row)
        {
            return null;
        }

        var isKept = row.PayloadDeletedAtMs is null;
        var settled = row.StoredSequence is { } sequence ? await ledger.ReadEntryAsync(sequence, cancellation) : null;
        var proposed = (await ReadProposedAsync(cancellation)).GetValueOrDefault(id);
        var mayPropose = row.Status == QuarantineRow.Open && proposed is null && person.May(PersonRole.Proposer);
        return new QuarantinedRecord(row, isKept ? RecordText.Of(row.Payload) : null, settled is null ? null : RecordText.Of(settled.Bytes))
        {
            Differences = settled is null || !isKept ? [] : RecordComparison.WithEntry(row.Payload, settled.Bytes),
            Proposed = proposed,
            MayPropose = mayPropose,
            Draft = mayPropose && isKept ? await CorrectionDraft.OfAsync(row, settledRecords, cancellation) : null,
        };
    }
}

/// <summary>One record in quarantine, ready to be looked at.</summary>
/// <param name="Row">What is stored.</param>
/// <param name="Payload">The record as it was sent; null once it was deleted.</param>
/// <param name="Settled">The ledger's entry that was settled under the same id before; null where there is none.</param>
public sealed record QuarantinedRecord(QuarantineRow Row, string? Payload, string? Settled)
{
    /// <summary>Fields that say something else than the settled entry.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; init; } = [];

    /// <summary>The open proposal about it; null while there is none.</summary>
    public ProposalRow? Proposed { get; init; }

    /// <summary>Whether the person who looks may propose to settle or to dismiss it.</summary>
    public bool MayPropose { get; init; }

    /// <summary>With what the form begins in which it is put right; null where it can't be, or not by who looks.</summary>
    public CorrectionDraft? Draft { get; init; }

    /// <summary>The sender's id; empty when it could not be read.</summary>
    public string ExternalId => Encoding.ASCII.GetString(Row.ExternalId);
}

/// <summary>One field in which two records differ.</summary>
/// <param name="Name">The field.</param>
/// <param name="Sent">What the record in quarantine says; null where it has no such field.</param>
/// <param name="Other">What the other one says, be it the ledger's entry or the correction; null likewise.</param>
public sealed record FieldDifference(string Name, string? Sent, string? Other);
