using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>All liquidations, filtered and sorted by their address, in pages that stay what they are.</summary>
public sealed partial class LiquidationsPage : ComponentBase
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK", "yyyy-MM-dd"];

    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Leads to one liquidation, and to the short address of a filled-in form.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Fund id to show alone.</summary>
    [SupplyParameterFromQuery(Name = "fund")]
    public string? Fund { get; set; }

    /// <summary>Contract to show alone.</summary>
    [SupplyParameterFromQuery(Name = "symbol")]
    public string? Symbol { get; set; }

    /// <summary>Side to show alone.</summary>
    [SupplyParameterFromQuery(Name = "side")]
    public string? Side { get; set; }

    /// <summary>Outcome to show alone, as the API writes it.</summary>
    [SupplyParameterFromQuery(Name = "outcome")]
    public string? Outcome { get; set; }

    /// <summary>The least that was left over or missing.</summary>
    [SupplyParameterFromQuery(Name = "minAmount")]
    public string? MinAmount { get; set; }

    /// <summary>The most that was left over or missing.</summary>
    [SupplyParameterFromQuery(Name = "maxAmount")]
    public string? MaxAmount { get; set; }

    /// <summary>Settled at this time or later, UTC.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>Settled before this time, UTC.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    /// <summary>The order, as the API writes it.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Show what precedes this sequence.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>Show what follows this sequence.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    /// <summary>The one entry to go to.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    public string? Id { get; set; }

    private static int ExaminedMax => Storage.Liquidations.LiquidationStore.ExaminedMax;

    private LiquidationsView? View { get; set; }

    private long? NotOne { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var query = Query();
        if (SequenceOf(Id) is { } entry)
        {
            if (await Views.ReadLiquidationAsync(entry, CancellationToken.None) is not null)
            {
                Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"{LiquidationsAddress.All}/{entry}"));
                return;
            }

            NotOne = entry;
        }
        else if (HasEmptyFields())
        {
            // A form sends its empty fields too; what is kept and passed on is the short address.
            Navigation.NavigateTo(LiquidationsAddress.Of(query));
            return;
        }

        View = await Views.ReadLiquidationsAsync(query, CancellationToken.None);
    }

    private bool HasEmptyFields() =>
        new[] { Fund, Symbol, Side, Outcome, MinAmount, MaxAmount, From, To, Id }.Any(static field => field is "");

    // An address is typed, shortened and translated by people: what can't be understood in it does not filter.
    private LiquidationsQuery Query()
    {
        var order = ChoiceOf<LiquidationOrder>(Sort) ?? LiquidationOrder.Newest;
        var (forward, back) = order is LiquidationOrder.Newest ? (Before, After) : (After, Before);
        var next = SequenceOf(forward);
        return new LiquidationsQuery
        {
            FundId = TextOf(Fund),
            Symbol = TextOf(Symbol)?.ToUpperInvariant(),
            Side = ChoiceOf<ReportedSide>(Side),
            Outcome = ChoiceOf<LiquidationOutcome>(Outcome),
            MinAmount = AmountOf(MinAmount),
            MaxAmount = AmountOf(MaxAmount),
            From = TimeOf(From),
            To = TimeOf(To),
            Order = order,
            Place = next ?? SequenceOf(back),
            IsBack = next is null && SequenceOf(back) is not null,
        };
    }

    private static string? TextOf(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static T? ChoiceOf<T>(string? value)
        where T : struct, Enum => TextOf(value) is { } text ? ChoiceText.Find<T>(text) : null;

    private static DecimalNumber? AmountOf(string? value) =>
        TextOf(value) is { } text && DecimalNumber.Read(text, "amount") is { Problem: null, Value.Mantissa: var mantissa } number && mantissa >= 0 ? number.Value : null;

    private static DateTimeOffset? TimeOf(string? value) =>
        DateTimeOffset.TryParseExact(
            TextOf(value)?.Replace(' ', '+'), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static long? SequenceOf(string? value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
}
