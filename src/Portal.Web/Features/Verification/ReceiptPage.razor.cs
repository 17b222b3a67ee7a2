using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification;

/// <summary>Where the owner of a liquidation opens its record. Id, account and receipt never reach the server.</summary>
public sealed partial class ReceiptPage : ComponentBase
{
    private const string SideKind = "side";

    // In the order of the margin check; what an entry does not have is not shown.
    private static readonly (string Field, string Name, string Kind)[] Fields =
    [
        ("symbol", Marked("Contract"), "text"),
        ("positionSide", Marked("Side"), SideKind),
        ("quantity", Marked("Quantity"), "number"),
        ("entryPrice", Marked("Entry price"), "number"),
        ("bankruptcyPrice", Marked("Bankruptcy price"), "number"),
        ("fillPrice", Marked("Fill price"), "number"),
        ("margin", Marked("Margin"), "amount"),
        ("totalLoss", Marked("Total loss"), "amount"),
        ("fees", Marked("Fees"), "amount"),
        ("funding", Marked("Funding"), "amount"),
        ("residual", Marked("Margin less loss"), "amount"),
        ("surplus", Marked("To the fund"), "amount"),
        ("toTrader", Marked("To you"), "amount"),
        ("draw", Marked("Fund paid"), "amount"),
        ("uncovered", Marked("Uncovered"), "amount"),
        ("occurredAt", Marked("Happened"), "time"),
        ("recordedAt", Marked("Settled"), "time"),
    ];

    /// <summary>Tells the portal's own address, for the command to copy.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Address => Navigation.RootAddress().ToString().TrimEnd('/');
}
