using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Adl;

namespace Portal.Web.Features.Funds;

/// <summary>When ADL would start or stop, and how far the balance is from it. Fragment <c>fund-adl</c>.</summary>
public sealed partial class FundAdl : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "fund-adl";

    /// <summary>The fund's standing.</summary>
    [Parameter, EditorRequired]
    public required AdlView Adl { get; set; }

    /// <summary>The line ends at the peak, or at the balance where a withdrawal took the peak below it.</summary>
    private Money To => Adl.Balance > Adl.Peak ? Adl.Balance : Adl.Peak;

    /// <summary>It begins below the trigger, by half of what lies above it: enough to see the balance fall past it.</summary>
    private Money From => new(Adl.TriggerAt.Units - ((To.Units - Adl.TriggerAt.Units) / 2), Adl.Balance.Asset);

    private Money Warned => Adl.WarningAt > Adl.TriggerAt ? Adl.WarningAt : Adl.TriggerAt;

    private int QuietMinutes => (int)Math.Ceiling(Adl.Thresholds.QuietTime.TotalMinutes);
}
