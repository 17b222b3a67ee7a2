using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Verification;

/// <summary>Where the owner of a liquidation opens its record. Id, account and receipt never reach the server.</summary>
public sealed partial class ReceiptPage : ComponentBase
{
    // In the order of the margin check; what an entry does not have is not shown.
    private static readonly (string Field, string Name, bool IsAmount)[] Fields =
    [
        ("symbol", "Contract", false),
        ("positionSide", "Side", false),
        ("quantity", "Quantity", false),
        ("entryPrice", "Entry price", false),
        ("bankruptcyPrice", "Bankruptcy price", false),
        ("fillPrice", "Fill price", false),
        ("margin", "Margin", true),
        ("totalLoss", "Total loss", true),
        ("fees", "Fees", true),
        ("funding", "Funding", true),
        ("residual", "Left over", true),
        ("surplus", "To the fund", true),
        ("toTrader", "To you", true),
        ("draw", "Fund paid", true),
        ("uncovered", "Uncovered", true),
        ("occurredAt", "Happened", false),
        ("recordedAt", "Settled", false),
    ];

    /// <summary>Tells the portal's own address, for the command to copy.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Address => Navigation.BaseUri.TrimEnd('/');
}
