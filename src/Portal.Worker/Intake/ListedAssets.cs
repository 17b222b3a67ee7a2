using System.Collections.Immutable;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Worker.Intake;

/// <summary>Which assets the ledger lists. An asset is never taken off the list, so only one that is not known yet asks the database.</summary>
public sealed class ListedAssets(LedgerStore ledger)
{
    private const int DecisionsPage = 2_000;

    private readonly Lock _gate = new();
    private ImmutableHashSet<string> _codes = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private long _readUpTo;

    /// <summary>Whether an asset is listed.</summary>
    public async Task<bool> ContainsAsync(string code, CancellationToken cancellation)
    {
        while (!Volatile.Read(ref _codes).Contains(code))
        {
            var after = Volatile.Read(ref _readUpTo);
            var rows = await ledger.ReadDecisionsAsync(after, DecisionsPage, cancellation);
            if (rows.Count == 0)
            {
                return false;
            }

            Note(rows);
        }

        return true;
    }

    // Two may have read the same page: the codes are a set, and how far was read never goes back.
    private void Note(IReadOnlyList<LedgerEntryRow> rows)
    {
        var found = rows.Where(static row => row.Kind == AssetListed.KindName).Select(static row => ((AssetListed)LedgerEntry.Read(row.Bytes).Body).Asset.Code);
        lock (_gate)
        {
            Volatile.Write(ref _codes, _codes.Union(found));
            Volatile.Write(ref _readUpTo, Math.Max(_readUpTo, rows[^1].Sequence));
        }
    }
}
