using System.Text.RegularExpressions;

namespace Portal.Storage.Database;

/// <summary>The text of one query, per engine. Kept beside the method that runs it.</summary>
/// <remarks>A test finds every static field of this type and has both texts checked, so a query must not be built anywhere else.</remarks>
internal sealed partial record SqlText
{
    private SqlText(string? sqlite, string? sqlServer) => (Sqlite, SqlServer) = (sqlite, sqlServer);

    /// <summary>Null when SQLite takes another way.</summary>
    public string? Sqlite { get; }

    /// <summary>Null when SQL Server takes another way.</summary>
    public string? SqlServer { get; }

    /// <summary>A text that both engines read alike. Prefer this; split only where the engines force it.</summary>
    public static SqlText Same(string text) => new(text, text);

    /// <summary>A text that differs in one clause: SQLite's <c>LIMIT @Count</c>, perhaps with <c>OFFSET @Skip</c>, is OFFSET ... FETCH in T-SQL.</summary>
    public static SqlText Limited(string text) => new(text, LimitClause().Replace(text, static limit =>
    {
        var skip = limit.Groups["skip"];
        return $"OFFSET {(skip.Success ? skip.Value : "0")} ROWS FETCH NEXT {limit.Groups["count"].Value} ROWS ONLY";
    }));

    public static SqlText Split(string sqlite, string sqlServer) => new(sqlite, sqlServer);

    public static SqlText SqliteOnly(string text) => new(text, null);

    public static SqlText SqlServerOnly(string text) => new(null, text);

    public string For(SqlEngine engine) =>
        (engine is SqlEngine.Sqlite ? Sqlite : SqlServer) ?? throw new InvalidOperationException($"This query has no text for {engine}.");

    [GeneratedRegex(
        @"\bLIMIT (?<count>@\w+)( OFFSET (?<skip>@\w+))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LimitClause();
}
