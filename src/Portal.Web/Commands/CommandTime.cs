using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Settlement;

namespace Portal.Web.Commands;

/// <summary>Times as they are typed on a command line.</summary>
internal static partial class CommandTime
{
    /// <summary>The public handle under which the command line's decisions stand in the ledger.</summary>
    public const string OperatorHandle = "operator";

    /// <summary>Now, in whole milliseconds.</summary>
    public static DateTimeOffset Now(TimeProvider clock) => Whole(clock.GetUtcNow());

    /// <summary>Reads an RFC 3339 time; a date alone is its midnight in UTC.</summary>
    public static Checked<DateTimeOffset> Read(string text, string field) =>
        Shape().IsMatch(text) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Whole(time)
            : new Problem("bad-time", field, $"'{text}' is not a time such as 2026-01-31T12:00:00Z.");

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
