using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Web.Live;

/// <summary>Everything that is shown live, as of one sequence. Never changes; the next one takes its place.</summary>
public sealed record LiveSnapshot
{
    /// <summary>How many of the newest liquidations are held, at least as many as settle between two looks at them.</summary>
    public const int LiquidationsMax = 4_096;

    /// <summary>How many ADL changes are held.</summary>
    public const int AdlChangesMax = 200;

    /// <summary>Before anything is read.</summary>
    public static LiveSnapshot Empty { get; } = new()
    {
        Revision = 0,
        Sequence = 0,
        AsOf = DateTimeOffset.UnixEpoch,
        Rulebook = Rulebook.Empty,
        Funds = [],
        Liquidations = [],
        LiquidationsAfter = 0,
        AdlChanges = [],
        LastEntryAt = null,
    };

    /// <summary>Counts the snapshots of this process; a later one has a higher number, also at the same sequence.</summary>
    public required long Revision { get; init; }

    /// <summary>The last entry; 0 before the first.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The decisions.</summary>
    public required Rulebook Rulebook { get; init; }

    /// <summary>The funds, in the order they were opened.</summary>
    public required ImmutableArray<LiveFund> Funds { get; init; }

    /// <summary>The newest liquidations, the oldest first.</summary>
    public required ImmutableArray<LiveLiquidation> Liquidations { get; init; }

    /// <summary>Every liquidation after this sequence is held.</summary>
    public required long LiquidationsAfter { get; init; }

    /// <summary>The newest starts and stops of auto-deleveraging, the oldest first.</summary>
    public required ImmutableArray<LiveEntry> AdlChanges { get; init; }

    /// <summary>When the last entry was recorded; null before the first.</summary>
    public required DateTimeOffset? LastEntryAt { get; init; }

    /// <summary>Since when nothing is being settled; null while all is well.</summary>
    public DateTimeOffset? StoppedSince { get; init; }

    /// <summary>The index prices that dollars are shown by.</summary>
    public IndexPrices Prices { get; init; } = IndexPrices.None;

    /// <summary>When the day began that counts as today, UTC: the newest one that any fund's clock is in.</summary>
    public DateTimeOffset TodayBegan => Funds.IsEmpty ? new DateTimeOffset(AsOf.UtcDateTime.Date, TimeSpan.Zero) : Funds.Max(static fund => fund.TodayBegan);

    /// <summary>Whether any figure is simulated.</summary>
    public bool IsDemo => Rulebook.IsDemo;

    /// <summary>Whether anything was read yet.</summary>
    public bool IsLoaded => Revision > 0;

    /// <summary>Names what an answer made from this depends on: the sequence, the prices, and the minute for what time alone changes.</summary>
    public string Version => field ??= string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Sequence}-{AsOf.ToUnixTimeSeconds() / 60}{Prices.Version}");

    /// <summary>A fund by its id; null when there is none.</summary>
    public LiveFund? Find(string fundId)
    {
        foreach (var fund in Funds)
        {
            if (fund.Id == fundId)
            {
                return fund;
            }
        }

        return null;
    }

    /// <summary>The held liquidations after a sequence, the oldest first.</summary>
    public ReadOnlyMemory<LiveLiquidation> LiquidationsSince(long sequence)
    {
        var (low, high) = (0, Liquidations.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Liquidations[middle].Sequence <= sequence ? (middle + 1, high) : (low, middle);
        }

        return Liquidations.AsMemory()[low..];
    }
}

/// <summary>An entry with its canonical bytes.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Json">Its canonical bytes.</param>
public sealed record LiveEntry(LedgerEntry Entry, RawJson Json);
