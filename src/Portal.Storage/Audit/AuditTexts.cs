using Portal.Storage.Database;

namespace Portal.Storage.Audit;

/// <summary>How the audit is searched: along one index each, in both directions, by time and within a time by sequence.</summary>
/// <remarks>A place in that order is a time and a sequence. The range of times bounds the walk; what is said of the sequence leaves out rows of the first and last millisecond alone.</remarks>
internal static class AuditTexts
{
    private const string ByTime = "1 = 1";
    private const string ByPerson = "person = @Person";
    private const string ByAction = "action = @Action";
    private const string ByBoth = "person = @Person AND action = @Action";

    private const string WithinRange = """
          AND at_ms >= @AfterMs AND at_ms <= @BeforeMs
          AND (at_ms > @AfterMs OR sequence > @After) AND (at_ms < @BeforeMs OR sequence < @Before)
        """;

    // Written so that no plan can take it for the range of an index.
    private const string WithSubject = """
          AND (@Subject IS NULL OR subject >= @Subject) AND (@SubjectEnd IS NULL OR subject < @SubjectEnd)
        """;

    public static readonly SqlText OlderByTime = SelectPage(ByTime, "DESC");
    public static readonly SqlText OlderByPerson = SelectPage(ByPerson, "DESC");
    public static readonly SqlText OlderByAction = SelectPage(ByAction, "DESC");
    public static readonly SqlText OlderByBoth = SelectPage(ByBoth, "DESC");

    public static readonly SqlText NewerByTime = SelectPage(ByTime, "ASC");
    public static readonly SqlText NewerByPerson = SelectPage(ByPerson, "ASC");
    public static readonly SqlText NewerByAction = SelectPage(ByAction, "ASC");
    public static readonly SqlText NewerByBoth = SelectPage(ByBoth, "ASC");

    public static readonly SqlText OlderBoundByTime = SelectBound(ByTime, "DESC");
    public static readonly SqlText OlderBoundByPerson = SelectBound(ByPerson, "DESC");
    public static readonly SqlText OlderBoundByAction = SelectBound(ByAction, "DESC");
    public static readonly SqlText OlderBoundByBoth = SelectBound(ByBoth, "DESC");

    public static readonly SqlText NewerBoundByTime = SelectBound(ByTime, "ASC");
    public static readonly SqlText NewerBoundByPerson = SelectBound(ByPerson, "ASC");
    public static readonly SqlText NewerBoundByAction = SelectBound(ByAction, "ASC");
    public static readonly SqlText NewerBoundByBoth = SelectBound(ByBoth, "ASC");

    /// <summary>All that begin so, as they lie in the index: for those that are known to be few.</summary>
    public static readonly SqlText AllBySubject = SqlText.Limited($"""
        SELECT {AuditRow.Columns} FROM audit_entry
        WHERE subject >= @Subject AND subject < @SubjectEnd
          AND (@Person IS NULL OR person = @Person) AND (@Action IS NULL OR action = @Action)
        ORDER BY subject, at_ms, sequence
        LIMIT @Limit
        """);

    /// <summary>A row if more rows begin so than are skipped; none if they are fewer.</summary>
    public static readonly SqlText BeyondBySubject = SqlText.Limited("""
        SELECT sequence, at_ms FROM audit_entry
        WHERE subject >= @Subject AND subject < @SubjectEnd
        ORDER BY subject
        LIMIT @One OFFSET @Skip
        """);

    /// <summary>The texts of a walk.</summary>
    public static (SqlText Page, SqlText Bound) Of(AuditFilter filter, bool isForward) => (filter.Person, filter.Action, isForward) switch
    {
        (null, null, false) => (OlderByTime, OlderBoundByTime),
        (null, null, true) => (NewerByTime, NewerBoundByTime),
        (not null, null, false) => (OlderByPerson, OlderBoundByPerson),
        (not null, null, true) => (NewerByPerson, NewerBoundByPerson),
        (null, not null, false) => (OlderByAction, OlderBoundByAction),
        (null, not null, true) => (NewerByAction, NewerBoundByAction),
        (_, _, false) => (OlderByBoth, OlderBoundByBoth),
        _ => (NewerByBoth, NewerBoundByBoth),
    };

    private static SqlText SelectPage(string byIndex, string direction) => SqlText.Limited($"""
        SELECT {AuditRow.Columns} FROM audit_entry
        WHERE {byIndex}
        {WithinRange}
        {WithSubject}
        ORDER BY at_ms {direction}, sequence {direction}
        LIMIT @Limit
        """);

    // The last row that may be looked at; none when there are fewer.
    private static SqlText SelectBound(string byIndex, string direction) => SqlText.Limited($"""
        SELECT sequence, at_ms FROM audit_entry
        WHERE {byIndex}
        {WithinRange}
        ORDER BY at_ms {direction}, sequence {direction}
        LIMIT @One OFFSET @Skip
        """);
}
