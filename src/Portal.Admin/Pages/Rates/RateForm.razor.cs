using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Pages.Rates;

/// <summary>Where a rate is proposed: typed, looked at as it would be, and then proposed as it was looked at.</summary>
public sealed partial class RateForm : ComponentBase
{
    private const string AllKinds = "all";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] Kinds = [AllKinds, .. ChoiceText.All<FeeKind>()];
    private static readonly string[] TimeFormats = [TimeFormat, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] FieldNames = ["fund", "market", "feeKind", "share", "effective"];

    /// <summary>The funds there are.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Funds { get; set; }

    /// <summary>Says what the next full hour is.</summary>
    [Inject]
    public required TimeProvider Clock { get; init; }

    private string? Fund { get; set; }

    private string? Market { get; set; }

    private string Kind { get; set; } = AllKinds;

    private string? Share { get; set; }

    private string? Effective { get; set; }

    private ProposalForm? Form { get; set; }

    // Of what can't be read all is said at once.
    private ImmutableArray<Problem> Unreadable { get; set; } = [];

    /// <summary>The first full hour that leaves time for the notice and as long again to approve it.</summary>
    internal static DateTimeOffset NextHour(DateTimeOffset now)
    {
        var least = now.ToUniversalTime() + (2 * RateChange.Notice);
        return new DateTimeOffset(least.UtcDateTime.Date.AddHours(least.Hour + 1), TimeSpan.Zero);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Fund = Funds[0];
        Effective = NextHour(Clock.GetUtcNow()).ToString(TimeFormat, CultureInfo.InvariantCulture);
    }

    private static Checked<DateTimeOffset> ReadTime(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time
            : new Problem("bad-time", "effective", string.IsNullOrWhiteSpace(text) ? "is empty." : $"'{text}' is no time such as 2026-01-31T18:00.");

    private static Dictionary<string, object> Named(string label, string field) => new(StringComparer.Ordinal)
    {
        ["aria-label"] = label,
        ["aria-describedby"] = $"rate-{field}-problem",
    };

    private string? ProblemOf(string field, Problem? fault) =>
        Unreadable.FirstOrDefault(problem => problem.Field == field)?.Detail ?? (fault is { Field: { } wrong, Detail: var detail } && wrong == field ? detail : null);

    private string IsWrong(string field, Problem? fault) => ProblemOf(field, fault) is null ? "false" : "true";

    private void Edit(Action set)
    {
        set();
        Form?.Forget();
    }

    private Checked<ProposedChange> Make(string reason)
    {
        var (share, effective) = (ShareText.Read(Share, "share"), ReadTime(Effective));
        Unreadable = [.. new[] { share.Problem, effective.Problem }.OfType<Problem>()];
        return Unreadable is [var first, ..]
            ? first
            : new RateChange
            {
                FundId = Fund ?? string.Empty,
                Market = Market,
                FeeKind = Kind == AllKinds ? null : Kind,
                SharePpm = share.Value,
                EffectiveAt = effective.Value,
                Reason = reason,
            };
    }
}
