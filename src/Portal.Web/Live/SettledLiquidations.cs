using System.Data.Common;
using System.Runtime.CompilerServices;
using Portal.Storage.Database;
using Portal.Storage.Liquidations;

namespace Portal.Web.Live;

/// <summary>Every liquidation between two looks at the ledger, in order: what memory no longer holds is read, so that none is left out.</summary>
public sealed class SettledLiquidations(LiquidationStore liquidations, TimeProvider time)
{
    /// <summary>How many one part holds at most.</summary>
    public const int PartMax = 500;

    /// <summary>Goes through everything settled after a sequence and up to a snapshot.</summary>
    internal async IAsyncEnumerable<LiquidationPart> AfterAsync(
        long sequence, LiveSnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = sequence;
        while (after < snapshot.LiquidationsAfter)
        {
            var rows = await ReadAsync(after, cancellation);
            var missed = rows.Where(row => row.Sequence <= snapshot.LiquidationsAfter).Select(row => LiveLiquidation.Read(row.Bytes, snapshot.Rulebook)).ToArray();
            yield return new LiquidationPart(missed, missed is [.., var last] ? last.Sequence : after);
            after = missed.Length < PartMax ? snapshot.LiquidationsAfter : missed[^1].Sequence;
        }

        var held = snapshot.LiquidationsSince(after);
        for (var begin = 0; begin < held.Length; begin += PartMax)
        {
            var end = Math.Min(held.Length, begin + PartMax);
            var part = held[begin..end];
            yield return new LiquidationPart(part, end == held.Length ? snapshot.Sequence : part.Span[^1].Sequence);
        }
    }

    private async Task<IReadOnlyList<LiquidationEntryRow>> ReadAsync(long after, CancellationToken cancellation)
    {
        const int AttemptsMax = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await liquidations.ReadAfterAsync(after, PartMax, cancellation);
            }
            catch (Exception exception) when (attempt < AttemptsMax && exception is DbException or TransientStorageException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), time, cancellation);
            }
        }
    }
}

/// <summary>Some liquidations, the oldest first.</summary>
/// <param name="Liquidations">The liquidations.</param>
/// <param name="UpTo">Nothing settled up to this sequence is still to come.</param>
internal readonly record struct LiquidationPart(ReadOnlyMemory<LiveLiquidation> Liquidations, long UpTo);
