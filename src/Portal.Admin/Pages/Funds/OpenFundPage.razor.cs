using Microsoft.AspNetCore.Components;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;

namespace Portal.Admin.Pages.Funds;

/// <summary>Proposes to open a fund.</summary>
public sealed partial class OpenFundPage : ComponentBase
{
    private static readonly string[] OwnFields = ["id", "asset", "scale", "opening"];
    private static readonly string[] FieldNames = [.. OwnFields, .. TermsDraft.FieldNames];

    private ProposalForm? Form { get; set; }

    private string? FundId { get; set; }

    private string? AssetCode { get; set; }

    private int Scale { get; set; } = 8;

    private string? Opening { get; set; }

    private TermsDraft Draft { get; } = new();

    private void Forget() => Form?.Forget();

    private Checked<ProposedChange> Make(string reason) => Draft.Read() is { Problem: null } terms
        ? new FundOpening
        {
            FundId = (FundId ?? string.Empty).Trim(),
            AssetCode = (AssetCode ?? string.Empty).Trim(),
            Scale = Scale,
            Opening = Opening ?? string.Empty,
            Terms = terms.Value,
            Reason = reason,
        }
        : Draft.Read().Problem!;
}
