using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Worker.Intake;

namespace Portal.Worker.Settling;

/// <summary>Counts what came from each source in one batch.</summary>
internal sealed class SourceCounts(DateTimeOffset now)
{
    private readonly Dictionary<string, SourceChange> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>The differences to add to the stored counters.</summary>
    public IReadOnlyCollection<SourceChange> Changes => _changes.Values;

    /// <summary>Takes the sources' own numbers as they stood before, to find gaps with.</summary>
    public void StartFrom(IReadOnlyDictionary<string, long> lastSourceSequences)
    {
        foreach (var (source, last) in lastSourceSequences)
        {
            _last[source] = last;
        }
    }

    /// <summary>Hands on the sources' own numbers as they stand after the batch.</summary>
    public void CopyTo(IDictionary<string, long> lastSourceSequences)
    {
        foreach (var (source, last) in _last)
        {
            lastSourceSequences[source] = last;
        }
    }

    /// <summary>Counts one record.</summary>
    /// <param name="source">Who sent it.</param>
    /// <param name="record">The record.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="entry">The entry it has just become; null when it has become none.</param>
    public void Count(string source, IntakeRecord record, RecordResult result, LedgerEntry? entry)
    {
        var change = ChangeOf(source);
        if (entry is not null)
        {
            change = change with { SettledAtMs = entry.RecordedAt.ToUnixTimeMilliseconds(), OccurredAtMs = entry.OccurredAt.ToUnixTimeMilliseconds() };
        }

        if (result.Problem is { } problem)
        {
            change = change with { ProblemCode = problem.Code, ProblemField = problem.Field };
        }

        change = result.Status switch
        {
            RecordStatus.Settled => change with { Settled = change.Settled + 1 },
            RecordStatus.Duplicate => change with { Duplicates = change.Duplicates + 1 },
            RecordStatus.Conflict => change with { Conflicts = change.Conflicts + 1 },
            _ => change with { Rejected = change.Rejected + 1 },
        };
        _changes[source] = result.Status is RecordStatus.Settled && record.SourceSequence is { } number
            ? CountNumber(change, number)
            : change;
    }

    /// <summary>Counts times at which a source was cut off and may have lost records that carry no numbers.</summary>
    public void CountGaps(string source, long gaps)
    {
        if (gaps > 0)
        {
            _changes[source] = ChangeOf(source) with { Gaps = ChangeOf(source).Gaps + gaps };
        }
    }

    /// <summary>Notes that a source was heard of, though it sent no record.</summary>
    public void CountSign(string source) => _changes[source] = ChangeOf(source);

    private SourceChange ChangeOf(string source) => _changes.GetValueOrDefault(source) ?? new SourceChange(source, now.ToUnixTimeMilliseconds());

    // A number that jumps leaves a gap; one that comes late fills it. A source that has never been numbered starts anywhere.
    private SourceChange CountNumber(SourceChange change, long number)
    {
        if (_last.TryGetValue(change.Source, out var last) && number <= last)
        {
            return number < last ? change with { Gaps = change.Gaps - 1 } : change;
        }

        var gaps = _last.ContainsKey(change.Source) ? number - last - 1 : 0;
        _last[change.Source] = number;
        return change with { SourceSequence = number, Gaps = change.Gaps + gaps };
    }
}
