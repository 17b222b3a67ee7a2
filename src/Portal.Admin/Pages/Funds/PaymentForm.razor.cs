using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;

namespace Portal.Admin.Pages.Funds;

/// <summary>Proposes to pay money into a fund or to take it out.</summary>
public sealed partial class PaymentForm : ComponentBase
{
    private const string In = "Pay in";
    private const string Out = "Take out";

    private static readonly string[] Directions = [In, Out];
    private static readonly string[] FieldNames = ["amount", "reference"];

    /// <summary>The fund.</summary>
    [Parameter]
    [EditorRequired]
    public required string FundId { get; set; }

    /// <summary>Code of the asset it holds.</summary>
    [Parameter]
    [EditorRequired]
    public required string AssetCode { get; set; }

    private ProposalForm? Form { get; set; }

    private string Direction { get; set; } = In;

    private string? Amount { get; set; }

    private string? Reference { get; set; }

    private void Forget() => Form?.Forget();

    private Checked<ProposedChange> Make(string reason) => Direction == In
        ? new Injection { FundId = FundId, Amount = Amount ?? string.Empty, Reference = Reference, Reason = reason }
        : new Withdrawal { FundId = FundId, Amount = Amount ?? string.Empty, Reference = Reference, Reason = reason };

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };
}
