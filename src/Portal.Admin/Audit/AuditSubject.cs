using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Storage.Audit;

namespace Portal.Admin.Audit;

/// <summary>Where a row of the audit leads: to the page of what it was done to, and to the ledger's entry that came of it. Pure.</summary>
public static partial class AuditSubject
{
    /// <summary>The address of the subject's page; null when it has none.</summary>
    public static string? AddressOf(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var area = row.Action.Split('.')[0];
        return area switch
        {
            "proposal" when Proposal().Match(row.Subject) is { Success: true } match => $"admin/proposals/{match.Groups["id"].Value}",
            "source" => $"admin/sources#{AnchorOf(row.Subject)}",

            // A key is called by its source and its generation.
            "key" => $"admin/sources#{AnchorOf(row.Subject.Split('/')[0])}",
            "rate" => "admin/rates",
            "fund" => $"admin/funds/{Uri.EscapeDataString(row.Subject)}",
            "contract" => "admin/contracts",
            "embeds" => "admin/embeds",
            "event" when StressEvent().IsMatch(row.Subject) => $"/events/{row.Subject}",
            "person" or "invitation" or "account" => "admin/people",
            _ => null,
        };
    }

    /// <summary>The entry of the ledger that the row tells of; null when it tells of none.</summary>
    public static long? EntryOf(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            using var details = JsonDocument.Parse(row.Details);
            return details.RootElement.ValueKind is JsonValueKind.Object
                && details.RootElement.TryGetProperty("sequence", out var sequence) && sequence.ValueKind is JsonValueKind.Number && sequence.TryGetInt64(out var number)
                && number > 0 ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a source's card is called within its page.</summary>
    public static string AnchorOf(string source) => string.Create(CultureInfo.InvariantCulture, $"source-{source?.Replace(':', '-')}-name");

    [GeneratedRegex(@"^proposal (?<id>\d{1,18})( |$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proposal();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*/\d{1,18}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StressEvent();
}
