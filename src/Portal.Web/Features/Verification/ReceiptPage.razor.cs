using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;

namespace Portal.Web.Features.Verification;

/// <summary>Where the owner of a liquidation opens its record. Id, account and receipt never reach the server.</summary>
public sealed partial class ReceiptPage : ComponentBase
{
    // In the order of the margin check; what an entry does not have is not shown.
    private static readonly (string Field, string Name, string Kind)[] Fields =
    [
        ("symbol", "Contract", "text"),
        ("positionSide", "Side", "text"),
        ("quantity", "Quantity", "number"),
        ("entryPrice", "Entry price", "number"),
        ("bankruptcyPrice", "Bankruptcy price", "number"),
        ("fillPrice", "Fill price", "number"),
        ("margin", "Margin", "amount"),
        ("totalLoss", "Total loss", "amount"),
        ("fees", "Fees", "amount"),
        ("funding", "Funding", "amount"),
        ("residual", "Margin less loss", "amount"),
        ("surplus", "To the fund", "amount"),
        ("toTrader", "To you", "amount"),
        ("draw", "Fund paid", "amount"),
        ("uncovered", "Uncovered", "amount"),
        ("occurredAt", "Happened", "time"),
        ("recordedAt", "Settled", "time"),
    ];

    /// <summary>Tells the portal's own address, for the command to copy.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private string Address => Navigation.RootAddress().ToString().TrimEnd('/');
}
