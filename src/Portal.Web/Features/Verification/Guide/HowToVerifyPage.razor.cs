using Microsoft.AspNetCore.Components;
using Portal.Storage.TransparencyLog;
using Portal.Web.Languages;
using Portal.Web.Live;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>What is published, how anybody checks it, and what that proves.</summary>
public sealed partial class HowToVerifyPage : ComponentBase
{
    // With a base address, "#files" alone would lead to the first page.
    private const string Path = "verify/how";

    private static readonly (string Anchor, string Name)[] Sections =
    [
        ("ways", Marked("Three ways")),
        ("files", Marked("What is published")),
        ("entry", Marked("The entry, field by field")),
        ("example", Marked("A worked example")),
        ("by-hand", Marked("By hand")),
        ("limits", Marked("What it proves, and what not")),
        ("operators", Marked("For operators")),
    ];

    /// <summary>Knows the newest checkpoint.</summary>
    [Inject]
    public required CheckpointWatch Checkpoints { get; init; }

    /// <summary>Knows which keys signed.</summary>
    [Inject]
    public required LogStore Log { get; init; }

    /// <summary>Tells the portal's own address, for commands to copy.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private CheckpointFigures? Newest { get; set; }

    private bool HasHandovers { get; set; }

    private string Address => Navigation.RootAddress().ToString().TrimEnd('/');

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await Checkpoints.ReadAsync(CancellationToken.None) is { } newest)
        {
            // A key that was lost handed nothing over.
            var keys = await Log.ReadKeysAsync(CancellationToken.None);
            (Newest, HasHandovers) = (CheckpointWatch.FiguresOf(newest), keys.Any(static key => key.Handover is not null));
        }
    }
}
