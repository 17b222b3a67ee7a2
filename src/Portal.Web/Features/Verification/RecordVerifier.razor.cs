using Microsoft.AspNetCore.Components;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification;

/// <summary>One entry of the ledger, checked in the visitor's browser against the signed log.</summary>
public sealed partial class RecordVerifier : ComponentBase
{
    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The entry; null where the visitor names it.</summary>
    [Parameter]
    public long? Sequence { get; set; }

    /// <summary>The panel's heading.</summary>
    [Parameter]
    public string Heading { get; set; } = Text("Verify this record");

    /// <summary>Whether the script shows it once there is something to show.</summary>
    [Parameter]
    public bool StartsHidden { get; set; }

    /// <summary>What the visitor's browser could do here.</summary>
    [Parameter]
    public string? Invitation { get; set; }

    /// <summary>Whether hashes, path and bytes are shown at once, and not only when asked for.</summary>
    [Parameter]
    public bool OpensDetails { get; set; }
}
