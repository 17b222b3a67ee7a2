using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement;
using Portal.Storage.Audit;

namespace Portal.Admin.Audit;

/// <summary>A search of the audit as it is typed and as it stands in an address, so that it can be sent to somebody else. Texts that are empty do not filter.</summary>
public sealed record AuditQuery
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] TimeForms =
        ["yyyy-MM-dd", TimeForm, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Who did it.</summary>
    public string? Person { get; init => field = Given(value); }

    /// <summary>What was done.</summary>
    public string? Action { get; init => field = Given(value); }

    /// <summary>What the subject begins with.</summary>
    public string? Subject { get; init => field = Given(value); }

    /// <summary>From this time on, UTC.</summary>
    public string? From { get; init => field = Given(value); }

    /// <summary>Before this time, UTC.</summary>
    public string? Until { get; init => field = Given(value); }

    /// <summary>The last row of the page before.</summary>
    public string? Before { get; init => field = Given(value); }

    /// <summary>Whether it leaves nothing out.</summary>
    public bool IsAll => this with { Before = null } == new AuditQuery();

    /// <summary>Where the page begins; null from the newest row on.</summary>
    public long? BeforeSequence => long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null;

    /// <summary>What is wrong with it, each with its field; none when nothing is.</summary>
    public ImmutableArray<Problem> Problems()
    {
        var (from, until) = (ReadTime(From, "from"), ReadTime(Until, "until"));
        IEnumerable<Problem?> found =
        [
            Subject?.Length > AuditFilter.SubjectMax ? new Problem("too-long", "subject", $"No subject is longer than {AuditFilter.SubjectMax} characters.") : null,
            from.Problem,
            until.Problem,
            from.Problem is null && until.Problem is null && from.Value >= until.Value ? new Problem("reversed", "until", "The end has to lie after the beginning.") : null,
            Before is not null && BeforeSequence is null ? new Problem("bad-row", "before", $"'{Before}' is not the number of a row.") : null,
        ];
        return [.. found.OfType<Problem>()];
    }

    /// <summary>What the database is asked for; only where nothing is wrong.</summary>
    public AuditFilter ToFilter() => new()
    {
        Person = Person,
        Action = Action,
        Subject = Subject,
        FromMs = ReadTime(From, "from").Value?.ToUnixTimeMilliseconds(),
        ToMs = ReadTime(Until, "until").Value?.ToUnixTimeMilliseconds(),
    };

    /// <summary>It behind an address.</summary>
    /// <param name="path">The address without a query.</param>
    public string AddressFrom(string path)
    {
        (string Name, string? Value)[] parts = [("person", Person), ("action", Action), ("subject", Subject), ("from", From), ("until", Until), ("before", Before)];
        var query = string.Join('&', parts.Where(static part => part.Value is not null).Select(static part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static Checked<DateTimeOffset?> ReadTime(string? text, string field) =>
        text is null ? (DateTimeOffset?)null
        : DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : new Problem("bad-time", field, $"'{text}' is no time such as 2026-01-31 or 2026-01-31T18:00.");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
