using Microsoft.AspNetCore.Components;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.HowItWorks;

/// <summary>What strangers ask, answered in plain words with live figures.</summary>
public sealed partial class HowItWorksPage : ComponentBase
{
    // With a base address, "#check" alone would lead to the first page.
    private const string Path = "how-it-works";

    private static readonly (string Anchor, string Question)[] Questions =
    [
        ("what", Marked("What is the insurance fund?")),
        ("funding", Marked("Where does its money come from?")),
        ("compensation", Marked("How does it pay?")),
        ("runs-out", Marked("Can it run out?")),
        ("who", Marked("Who decides?")),
        ("check", Marked("How can I check it?")),
        ("elsewhere", Marked("What do people miss elsewhere?")),
    ];

    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>The example's margin, in bitcoin.</summary>
    [SupplyParameterFromQuery(Name = "margin")]
    public string? Margin { get; set; }

    /// <summary>The example's loss.</summary>
    [SupplyParameterFromQuery(Name = "loss")]
    public string? Loss { get; set; }

    /// <summary>The example's fund before.</summary>
    [SupplyParameterFromQuery(Name = "balance")]
    public string? Balance { get; set; }

    private HowItWorksView View { get; set; } = new(0, []);

    private WorkedCase Example { get; set; } = WorkedCase.Of(null, null, null);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = await Views.ReadHowItWorksAsync(CancellationToken.None);
        Example = WorkedCase.Of(Margin, Loss, Balance);
    }
}
