using Microsoft.AspNetCore.Components;
using Portal.Admin.Dashboard;
using Portal.Storage.Operations;

namespace Portal.Admin.Pages.Dashboard;

/// <summary>Every process of the portal, by its own last word.</summary>
public sealed partial class ProcessTable : ComponentBase
{
    /// <summary>The figures.</summary>
    [Parameter, EditorRequired]
    public required DashboardFigures Figures { get; set; }

    private string DoesText(ProcessSampleRow process)
    {
        if (Figures.IsSilent(process))
        {
            return $"silent for {DurationText.Of(Figures.Now - DateTimeOffset.FromUnixTimeMilliseconds(process.AtMs))}";
        }

        var isWorker = process.Roles.Contains("worker", StringComparison.Ordinal);
        var shows = process.Roles.Contains("web", StringComparison.Ordinal) ? "shows pages" : null;
        var settles = process.IsSettling == 1 ? "settles" : isWorker ? "stands by" : null;
        return string.Join(", ", new[] { settles, shows }.OfType<string>());
    }
}
