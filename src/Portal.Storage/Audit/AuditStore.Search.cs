using Portal.Storage.Database;

namespace Portal.Storage.Audit;

/// <content>Searching. A page looks at a bounded number of rows, however long the audit is and whatever is looked for.</content>
public sealed partial class AuditStore
{
    /// <summary>How many rows of an index one page looks at, at most.</summary>
    public const int ExaminedMax = 5_000;

    /// <summary>How many rows may begin with a subject for all of them to be read and put in order; where they are more, the page walks by time.</summary>
    public const int SubjectRowsMax = 1_000;

    /// <summary>How many different actions are listed at most.</summary>
    public const int ActionsMax = 200;

    /// <summary>A page, newest first, of what one handle did or of one action.</summary>
    /// <param name="person">Only what this handle did; null for everybody.</param>
    /// <param name="action">Only this action; null for every one.</param>
    /// <param name="before">The last row of the page before; null from the newest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<AuditRow>> ReadPageAsync(string? person, string? action, long? before, int limit, CancellationToken cancellation) =>
        (await FindAsync(new AuditFilter { Person = person, Action = action }, before, limit, cancellation)).Rows;

    /// <summary>A page, newest first.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="before">Where the page before ended; null, or a row that is not there, from the newest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<AuditRows> FindAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellation)
    {
        var (after, end) = RangeOf(filter);
        return await FindAsync(filter, (after, Earlier(end, await PlaceOfAsync(before, cancellation) ?? end)), isForward: false, limit, cancellation);
    }

    /// <summary>A page, oldest first: for exports.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="after">Where the page before ended; null, or a row that is not there, from the oldest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<AuditRows> FindForwardAsync(AuditFilter filter, long? after, int limit, CancellationToken cancellation)
    {
        var (start, before) = RangeOf(filter);
        return await FindAsync(filter, (await PlaceOfAsync(after, cancellation) ?? start, before), isForward: true, limit, cancellation);
    }

    private static readonly SqlText SelectNextAction = SqlText.Limited("""
        SELECT action FROM audit_entry WHERE action > @After ORDER BY action LIMIT @Limit
        """);

    /// <summary>Every action that was ever done, in alphabetical order: one step along the index for each.</summary>
    public async Task<IReadOnlyList<string>> ReadActionsAsync(CancellationToken cancellation)
    {
        var actions = new List<string>();
        while (actions.Count < ActionsMax
            && await database.ReadFirstAsync<string>(SelectNextAction, new { After = actions is [.., var last] ? last : string.Empty, Limit = 1 }, cancellation) is { } next)
        {
            actions.Add(next);
        }

        return actions;
    }

    private static readonly SqlText SelectPlace = SqlText.Same("SELECT sequence, at_ms FROM audit_entry WHERE sequence = @Sequence");

    private async Task<Place?> PlaceOfAsync(long? sequence, CancellationToken cancellation) =>
        sequence is null ? null : await database.ReadFirstAsync<Place>(SelectPlace, new { Sequence = sequence }, cancellation);

    private async Task<AuditRows> FindAsync(AuditFilter filter, (Place After, Place Before) range, bool isForward, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        if (filter.SubjectEnd is not null && await IsRareAsync(filter, cancellation))
        {
            return await FindAmongFewAsync(filter, range, isForward, limit, cancellation);
        }

        // Where the index alone decides, every row that is looked at is one that is found.
        var (page, find) = AuditTexts.Of(filter, isForward);
        var bound = filter.Subject is null ? null : await database.ReadFirstAsync<Place>(find, Parameters(filter, range, limit), cancellation);

        // The bound itself is looked at too.
        range = (bound, isForward) switch
        {
            (null, _) => range,
            ({ } last, true) => (range.After, last with { Sequence = last.Sequence + 1 }),
            ({ } last, false) => (last with { Sequence = last.Sequence - 1 }, range.Before),
        };
        var rows = await database.ReadAsync<AuditRow>(page, Parameters(filter, range, limit), cancellation);
        return rows.Count == limit ? new AuditRows(rows, rows[^1].Sequence, rows[^1].AtMs) : new AuditRows(rows, bound?.Sequence, bound?.AtMs);
    }

    private async Task<bool> IsRareAsync(AuditFilter filter, CancellationToken cancellation) => await database.ReadFirstAsync<Place>(
        AuditTexts.BeyondBySubject, new { filter.Subject, filter.SubjectEnd, One = 1, Skip = SubjectRowsMax }, cancellation) is null;

    private async Task<AuditRows> FindAmongFewAsync(
        AuditFilter filter, (Place After, Place Before) range, bool isForward, int limit, CancellationToken cancellation)
    {
        var all = await database.ReadAsync<AuditRow>(
            AuditTexts.AllBySubject,
            new { filter.Subject, filter.SubjectEnd, filter.Person, filter.Action, Limit = SubjectRowsMax },
            cancellation);
        var within = all.Where(row => Compare(row, range.After) > 0 && Compare(row, range.Before) < 0);
        AuditRow[] rows =
        [
            .. (isForward
                ? within.OrderBy(static row => row.AtMs).ThenBy(static row => row.Sequence)
                : within.OrderByDescending(static row => row.AtMs).ThenByDescending(static row => row.Sequence)).Take(limit),
        ];
        return rows.Length == limit ? new AuditRows(rows, rows[^1].Sequence, rows[^1].AtMs) : new AuditRows(rows, Next: null, SearchedToMs: null);
    }

    private static int Compare(AuditRow row, Place place) => (row.AtMs, row.Sequence).CompareTo((place.AtMs, place.Sequence));

    private static (Place After, Place Before) RangeOf(AuditFilter filter) =>
        (new Place(0, filter.FromMs ?? long.MinValue), filter.ToMs is { } to ? new Place(0, to) : new Place(long.MaxValue, long.MaxValue));

    private static Place Earlier(Place one, Place other) => (one.AtMs, one.Sequence).CompareTo((other.AtMs, other.Sequence)) <= 0 ? one : other;

    private static object Parameters(AuditFilter filter, (Place After, Place Before) range, int limit) => new
    {
        filter.Person,
        filter.Action,
        filter.Subject,
        filter.SubjectEnd,
        AfterMs = range.After.AtMs,
        After = range.After.Sequence,
        BeforeMs = range.Before.AtMs,
        Before = range.Before.Sequence,
        Limit = limit,
        One = 1,
        Skip = ExaminedMax - 1,
    };

    // A record struct would have a value where there is no row.
    private sealed record Place(long Sequence, long AtMs);
}
