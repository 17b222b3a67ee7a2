using System.Globalization;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Auditing;

/// <summary>Derives a whole ledger again from the bytes of its entries, trusting nothing that is written in them.</summary>
/// <remarks>
/// Every entry is made again from its own inputs and everything before it, by the functions that settle, and compared with what is written: so all figures,
/// references to the rules in force, balances, sequences and clocks are checked, and every ADL change that an entry causes has to be there. Two things an outsider
/// can't check: when ADL was judged for the passing of time alone (that it was judged rightly, he can), and whether inputs are what happened.
/// Not for two threads at once.
/// </remarks>
public sealed class LedgerAudit
{
    /// <summary>The most that may be kept of decisions, in bytes: every one of them governs what comes later.</summary>
    public const long DecisionBytesMax = 64L << 20;

    // What a state remembers of its touched rollups would grow with the ledger.
    private const int ForkEvery = 4096;

    // Rules that look ahead of an entry's clock must not run off the calendar.
    private static readonly DateTimeOffset NewestTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CanonicalObject _writer = new();
    private readonly List<byte[]> _decisions;
    private readonly AuditedRecoveries _recoveries;
    private long _decisionBytes;
    private LedgerState _state;
    private AuditedEntry? _last;

    /// <summary>Makes an audit that begins with the first entry.</summary>
    public LedgerAudit()
        : this(LedgerState.Empty(), [], last: null, new AuditTotals(), new AuditedRecoveries())
    {
    }

    internal LedgerAudit(LedgerState state, List<byte[]> decisions, AuditedEntry? last, AuditTotals totals, AuditedRecoveries recoveries)
    {
        (_state, _decisions, _last, Totals, _recoveries) = (state, decisions, last, totals, recoveries);
        _decisionBytes = decisions.Sum(static decision => (long)decision.Length);
    }

    /// <summary>How many entries were found right.</summary>
    public long Size => Totals.Entries;

    /// <summary>The first thing wrong; null so far. Nothing after it is looked at.</summary>
    public AuditFinding? Finding { get; private set; }

    /// <summary>Sums over the entries that were found right.</summary>
    public AuditTotals Totals { get; }

    /// <summary>Every fund as it stands after them.</summary>
    public IEnumerable<FundState> Funds => _state.Funds.OrderBy(static fund => fund.FundId, StringComparer.Ordinal);

    /// <summary>The policy that a fund works by after them.</summary>
    /// <exception cref="ArgumentException">There is no such fund.</exception>
    public FundPolicy PolicyOf(string fundId) =>
        _state.Rulebook.FindPolicy(fundId) ?? throw new ArgumentException($"There is no fund '{fundId}'.", nameof(fundId));

    internal IReadOnlyList<byte[]> Decisions => _decisions;

    internal AuditedEntry? Last => _last;

    internal AuditedRecoveries Recoveries => _recoveries;

    /// <summary>Takes the next entry.</summary>
    /// <param name="audited">The entry.</param>
    /// <param name="earlier">
    /// The bytes of the entry that <see cref="AuditedEntry.EarlierSequence"/> names, where it names one. The caller vouches that they are the ones in the log: this audit
    /// keeps no entries.
    /// </param>
    /// <returns>What is wrong with it; null when nothing is. After a finding, that finding again.</returns>
    /// <exception cref="ArgumentException">It was read for another place than the next, or the entry that it rests on is not handed over.</exception>
    public AuditFinding? Take(AuditedEntry audited, ReadOnlyMemory<byte> earlier = default)
    {
        ArgumentNullException.ThrowIfNull(audited);
        if (Finding is not null)
        {
            return Finding;
        }

        if (audited.Place != Size + 1)
        {
            throw new ArgumentException($"Entry {audited.Place} was handed over in the place of entry {Size + 1}.", nameof(audited));
        }

        if (audited.EarlierSequence is { } named && earlier.IsEmpty)
        {
            throw new ArgumentException($"Entry {audited.Place} rests on entry {named}, which is needed with it.", nameof(earlier));
        }

        Finding = audited.Finding ?? Check(audited.Place, audited.Entry!, audited.Bytes, earlier);
        if (Finding is null)
        {
            Keep(audited);
        }

        return Finding;
    }

    /// <summary>Says what has to come behind the last entry: an ADL change that it causes. In a whole ledger there is nothing; one that is published in parts may end between the two.</summary>
    /// <returns>Null when nothing has to; after a finding, that finding.</returns>
    public AuditFinding? FindMissing()
    {
        if (Finding is null && _last?.Entry is { } last && AdlJudgement.AfterEntry(_state.Fork(), last) is { } due)
        {
            return Missing(due, "and the log ends");
        }

        return Finding;
    }

    private AuditFinding? Check(long place, LedgerEntry found, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> earlier)
    {
        if (found.Sequence != place)
        {
            return new AuditFinding(place, $"says that it is entry {found.Sequence}: entries are missing, repeated or in another order.")
            {
                Field = "sequence",
                Expected = place.ToString(CultureInfo.InvariantCulture),
                Found = found.Sequence.ToString(CultureInfo.InvariantCulture),
            };
        }

        if (found.RecordedAt < SettlementInput.OldestTime || found.RecordedAt >= NewestTime)
        {
            return new AuditFinding(place, "was recorded at a time that no clock shows.") { Field = "recordedAt" };
        }

        if (_state.Sequence % ForkEvery == 0)
        {
            _state = _state.Fork();
        }

        try
        {
            return Compare(place, found, bytes, earlier);
        }
        catch (LedgerBrokenException exception)
        {
            return new AuditFinding(place, exception.Reason);
        }
        catch (Exception exception) when (exception is OverflowException or InvariantBrokenException)
        {
            // Figures that no portal could have written lead the rules where they promise not to go.
            return new AuditFinding(place, $"holds figures that the rules can't work with. {exception.Message}");
        }
    }

    private AuditFinding? Compare(long place, LedgerEntry found, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> earlier)
    {
        if (_last is { Entry: { } last } && AdlJudgement.AfterEntry(_state, last) is { } due)
        {
            return found.Body is AdlChanged && found.FundId == due.FundId ? FindDifference(place, due, found, bytes) : Missing(due, $"and what is written is of the kind {found.Body.Kind}");
        }

        var derived = EntryDerivation.Derive(_state, found, earlier, _recoveries);
        return derived.Problem is { } problem
            ? new AuditFinding(place, $"is not possible by the rules. {problem}") { Field = problem.Field }
            : FindDifference(place, derived.Value, found, bytes);
    }

    private AuditFinding? FindDifference(long place, LedgerEntry expected, LedgerEntry found, ReadOnlyMemory<byte> bytes)
    {
        // Entries that are equal have equal bytes; others may too, where a list inside is another list of the same.
        if (expected != found && expected.ToBytes(_writer) is var written && !bytes.Span.SequenceEqual(written))
        {
            return FieldComparison.FindDifference(place, written, bytes);
        }

        Invariant.Holds(expected.Body is not LiquidationSettled settled || settled.Balances);
        return null;
    }

    private static AuditFinding Missing(LedgerEntry due, string instead)
    {
        var change = (AdlChanged)due.Body;
        var happens = change.Active ? "starts" : "stops";
        return new AuditFinding(
            due.Sequence,
            $"By the rules ADL {happens} here for the fund '{due.FundId}' because of entry {change.CauseSequence} ({ChoiceText.Of(change.Cause)}), but that is not recorded, {instead}.")
        {
            Field = "kind",
            Expected = $"\"{AdlChanged.KindName}\"",
        };
    }

    private void Keep(AuditedEntry audited)
    {
        var entry = audited.Entry!;
        Totals.Add(entry);
        _last = audited;
        _recoveries.Take(entry);
        if (entry.Body.IsDecision)
        {
            _decisionBytes += audited.Bytes.Length;
            if (_decisionBytes > DecisionBytesMax)
            {
                throw new AuditTooLargeException($"The ledger holds more than {DecisionBytesMax} bytes of decisions.");
            }

            // A copy: the entry's own bytes may be a small part of a large tile.
            _decisions.Add(audited.Bytes.ToArray());
        }
    }
}

/// <summary>A ledger can't be audited within the memory that an audit allows itself. That says nothing about whether it is right.</summary>
public sealed class AuditTooLargeException(string message) : Exception(message);
