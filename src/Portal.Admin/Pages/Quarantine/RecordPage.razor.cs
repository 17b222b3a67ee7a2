using Microsoft.AspNetCore.Components;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Quarantine;
using Portal.Admin.Sessions;
using Portal.Settlement;

namespace Portal.Admin.Pages.Quarantine;

/// <summary>One record that could not be settled, beside the one that was.</summary>
public sealed partial class RecordPage : ComponentBase
{
    /// <summary>The record's number in quarantine.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>Reads it.</summary>
    [Inject]
    public required QuarantineReading Reading { get; init; }

    private QuarantinedRecord? Record { get; set; }

    private bool IsRead { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        try
        {
            Record = await Reading.FindAsync(Id, CancellationToken.None);
        }
        catch (NotAllowedException exception)
        {
            Problem = exception.Message;
        }
        finally
        {
            IsRead = true;
        }
    }

    private Checked<ProposedChange> Make(string reason) => new Dismissal { QuarantineId = Id, Reason = reason };
}
