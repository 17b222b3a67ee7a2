using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Adl;

namespace Portal.Web.Features.Embeds;

/// <summary>A fund's balance between its floor and its highest balance of 8 hours, with the start of ADL. Fragment, in its own place.</summary>
public sealed partial class EmbedCoverage : ComponentBase
{
    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>Its standing.</summary>
    [Parameter, EditorRequired]
    public required AdlView Adl { get; set; }

    private static EmbedText Text => EmbedText.Current;

    private Money To => Adl.Balance > Adl.Peak ? Adl.Balance : Adl.Peak;

    // With a high floor ADL may start before the drawdown that would warn.
    private Money Warned => Adl.WarningAt > Adl.TriggerAt ? Adl.WarningAt : Adl.TriggerAt;
}
