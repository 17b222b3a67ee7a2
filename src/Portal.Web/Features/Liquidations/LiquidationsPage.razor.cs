using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>All liquidations, newest first, in pages by sequence.</summary>
public sealed partial class LiquidationsPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Fund id to show alone.</summary>
    [SupplyParameterFromQuery(Name = "fund")]
    public string? Fund { get; set; }

    /// <summary>Contract to show alone.</summary>
    [SupplyParameterFromQuery(Name = "symbol")]
    public string? Symbol { get; set; }

    /// <summary>Outcome to show alone, as the API writes it.</summary>
    [SupplyParameterFromQuery(Name = "outcome")]
    public string? Outcome { get; set; }

    /// <summary>Show what is older than this sequence.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>Show what is newer than this sequence.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    private LiquidationsView? View { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => View = await Views.ReadLiquidationsAsync(Query(), CancellationToken.None);

    // An address is typed, shortened and translated by people: what can't be understood in it does not filter.
    private LiquidationsQuery Query()
    {
        var before = SequenceOf(Before);
        return new LiquidationsQuery(
            TextOf(Fund),
            TextOf(Symbol)?.ToUpperInvariant(),
            TextOf(Outcome) is { } outcome ? ChoiceText.Find<LiquidationOutcome>(outcome) : null,
            before,
            before is null ? SequenceOf(After) : null);
    }

    private static string? TextOf(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static long? SequenceOf(string? value) =>
        long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
}
