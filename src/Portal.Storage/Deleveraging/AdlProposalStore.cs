using System.Data.Common;
using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>Keeps what was proposed for uncovered losses: once for each, in the order of the ledger, by the process that holds the lease.</summary>
public sealed class AdlProposalStore(PortalDatabase database)
{
    /// <summary>The most closes that are kept of one proposal.</summary>
    public const int ClosesMax = 50;

    /// <summary>The most losses looked at at once.</summary>
    public const int PageMax = 200;

    private static readonly SqlText SelectHead = SqlText.Same("SELECT after_sequence FROM adl_proposal_head WHERE id = 1");

    /// <summary>The liquidation up to which proposals are made.</summary>
    public Task<long> ReadHeadAsync(CancellationToken cancellation) => database.ReadFirstAsync<long>(SelectHead, null, cancellation);

    private static readonly SqlText SelectAfter = SqlText.Limited("""
        SELECT o.sequence, l.bytes
        FROM adl_loss AS o
        INNER JOIN ledger_entry AS l ON l.sequence = o.sequence
        WHERE o.sequence > @After
        ORDER BY o.sequence
        LIMIT @Limit
        """);

    /// <summary>Losses after a liquidation, in order, with the bytes of the liquidations' entries.</summary>
    public Task<IReadOnlyList<(long Sequence, byte[] Bytes)>> ReadLossesAfterAsync(long afterSequence, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return database.ReadAsync<(long, byte[])>(SelectAfter, new { After = afterSequence, Limit = limit }, cancellation);
    }

    // The head moves for nobody but the holder of the lease, and not twice over the same losses.
    private static readonly SqlText MoveHead = SqlText.Same("""
        UPDATE adl_proposal_head
        SET after_sequence = @To
        WHERE id = 1 AND after_sequence = @From AND EXISTS (SELECT 1 FROM ledger_head WHERE ledger_head.id = 1 AND ledger_head.fence = @Fence)
        """);

    private static readonly SqlText InsertProposal = SqlText.Same("""
        INSERT INTO adl_proposal (liquidation_sequence, state, quantity, bankruptcy_price, mark_price, taken_at_ms, close_count, unfilled, proposed_at_ms)
        VALUES (@LiquidationSequence, @State, @Quantity, @BankruptcyPrice, @MarkPrice, @TakenAtMs, @CloseCount, @Unfilled, @ProposedAtMs)
        """);

    private static readonly SqlText InsertClose = SqlText.Same("""
        INSERT INTO adl_proposed_close (liquidation_sequence, place, quantity, quintile_percent, score)
        VALUES (@LiquidationSequence, @Place, @Quantity, @QuintilePercent, @Score)
        """);

    // Only while the snapshot stands that was proposed from: another one's queue begins at its head again.
    private static readonly SqlText UpdateProposed = SqlText.Same("""
        UPDATE adl_queue SET long_proposed = @LongProposed, short_proposed = @ShortProposed WHERE symbol = @Symbol AND taken_at_ms = @TakenAtMs
        """);

    /// <summary>Writes proposals for the losses from one liquidation to another: all of it, or nothing when somebody else did or the lease went to another process.</summary>
    /// <param name="fence">The lease's fence.</param>
    /// <param name="from">Where the head stood.</param>
    /// <param name="to">Where it is to stand.</param>
    /// <param name="proposals">One for each loss between the two.</param>
    /// <param name="closes">The closes kept of them.</param>
    /// <param name="taken">How far into which queues they reach.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public Task<bool> WriteAsync(
        long fence,
        long from,
        long to,
        IReadOnlyList<AdlProposalRow> proposals,
        IReadOnlyList<AdlProposedCloseRow> closes,
        IReadOnlyList<QueueTaken> taken,
        CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                if (await RunAsync(connection, transaction, MoveHead, new { Fence = fence, From = from, To = to }, cancellation) == 0)
                {
                    return false;
                }

                await RunAsync(connection, transaction, InsertProposal, proposals, cancellation);
                await RunAsync(connection, transaction, InsertClose, closes, cancellation);
                await RunAsync(connection, transaction, UpdateProposed, taken, cancellation);
                return true;
            },
            cancellation);

    private static readonly SqlText SelectCloses = SqlText.Same("""
        SELECT liquidation_sequence, place, quantity, quintile_percent, score
        FROM adl_proposed_close
        WHERE liquidation_sequence = @Sequence
        ORDER BY place
        """);

    /// <summary>The closes kept of a proposal, at most <see cref="ClosesMax"/>, in order.</summary>
    public Task<IReadOnlyList<AdlProposedCloseRow>> ReadClosesAsync(long liquidationSequence, CancellationToken cancellation) =>
        database.ReadAsync<AdlProposedCloseRow>(SelectCloses, new { Sequence = liquidationSequence }, cancellation);

    private Task<int> RunAsync(DbConnection connection, DbTransaction transaction, SqlText text, object parameters, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(text.For(database.Engine), parameters, transaction, cancellationToken: cancellation));
}

/// <summary>How far proposals reach into the queues of one snapshot.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="TakenAtMs">When the snapshot was taken, Unix ms.</param>
/// <param name="LongProposed">Contracts from the head of the longs on.</param>
/// <param name="ShortProposed">The same of the shorts.</param>
public sealed record QueueTaken(string Symbol, long TakenAtMs, string LongProposed, string ShortProposed);
