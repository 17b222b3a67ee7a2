using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Rates;
using Portal.Admin.Sessions;
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
    private static readonly string[] Fields = ["fund", "market", "feeKind", "share", "effective", "reason"];

    /// <summary>The funds there are.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Funds { get; set; }

    /// <summary>Takes the proposal.</summary>
    [Inject]
    public required ProposalDesk Desk { get; init; }

    /// <summary>Works out what it would have done.</summary>
    [Inject]
    public required RateReading Reading { get; init; }

    /// <summary>Leads to the proposal.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Says what the next full hour is.</summary>
    [Inject]
    public required TimeProvider Clock { get; init; }

    private string? Fund { get; set; }

    private string? Market { get; set; }

    private string Kind { get; set; } = AllKinds;

    private string? Share { get; set; }

    private string? Effective { get; set; }

    private string? Reason { get; set; }

    private bool IsBusy { get; set; }

    private ImmutableArray<Problem> Problems { get; set; } = [];

    // What is looked at and so may be proposed; nothing once a field has changed.
    private RateChange? Change { get; set; }

    private ProposalPreview? Preview { get; set; }

    private ImmutableArray<RateWindow> Windows { get; set; } = [];

    private string? OtherProblem => Problems.FirstOrDefault(static problem => !Fields.Contains(problem.Field))?.Detail;

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

    private string? ProblemOf(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Detail;

    private string IsWrong(string field) => ProblemOf(field) is null ? "false" : "true";

    private void Edit(Action set)
    {
        set();
        (Change, Preview) = (null, null);
    }

    private Task PreviewAsync() => DoAsync(async () =>
    {
        (Change, Preview) = (null, null);
        var (share, effective) = (ShareText.Read(Share, "share"), ReadTime(Effective));
        Problems = [.. new[] { share.Problem, effective.Problem }.OfType<Problem>()];
        if (!Problems.IsEmpty)
        {
            return;
        }

        var change = new RateChange
        {
            FundId = Fund ?? string.Empty,
            Market = Market,
            FeeKind = Kind == AllKinds ? null : Kind,
            SharePpm = share.Value,
            EffectiveAt = effective.Value,
            Reason = Reason ?? string.Empty,
        };
        var preview = await Desk.PreviewAsync(change, CancellationToken.None);
        if (preview.Problem is { } problem)
        {
            Problems = [problem];
            return;
        }

        Windows = await Reading.ReadEffectsAsync(change, CancellationToken.None);
        (Change, Preview) = (change, preview.Value);
    });

    private Task ProposeAsync() => DoAsync(async () =>
    {
        if (Change is not { } change)
        {
            return;
        }

        var made = await Desk.ProposeAsync(change, CancellationToken.None);
        if (made.Problem is { } problem)
        {
            (Problems, Change, Preview) = ([problem], null, null);
            return;
        }

        Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"admin/proposals/{made.Value}"));
    });

    private async Task DoAsync(Func<Task> action)
    {
        (IsBusy, Problems) = (true, []);
        try
        {
            await action();
        }
        catch (NotAllowedException exception)
        {
            (Problems, Change, Preview) = ([new Problem("not-allowed", null, exception.Message)], null, null);
        }
        finally
        {
            IsBusy = false;
        }
    }
}
