using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Admin.Embeds;
using Portal.Web.Components.Shell;
using Portal.Web.Features.Overview;
using Portal.Web.Languages;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Embeds.Builder;

/// <summary>Where a widget is put together: choices in a form, the markup to copy below. Without script the form is sent.</summary>
public sealed partial class EmbedBuilderPage : ComponentBase
{
    /// <summary>Tells what there is.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Who may embed.</summary>
    [Inject]
    public required EmbedSettings Embeds { get; init; }

    /// <summary>What absolute links begin with.</summary>
    [Inject]
    public required PublicAddress Address { get; init; }

    /// <summary>The portal's root as the visitor asked for it.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The fund.</summary>
    [SupplyParameterFromQuery(Name = "fund")]
    public string? FundId { get; set; }

    /// <summary>What to show.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>The theme.</summary>
    [SupplyParameterFromQuery(Name = "theme")]
    public string? Theme { get; set; }

    /// <summary>The language.</summary>
    [SupplyParameterFromQuery(Name = "lang")]
    public string? Lang { get; set; }

    /// <summary>The size.</summary>
    [SupplyParameterFromQuery(Name = "compact")]
    public string? Compact { get; set; }

    private ImmutableArray<FundCardView> Funds { get; set; } = [];

    private FundCardView Chosen => Funds.FirstOrDefault(fund => fund.Id == FundId) ?? Funds[0];

    private EmbedKind Widget => EmbedKinds.Read(Kind) ?? EmbedKind.Balance;

    private EmbedChoices Look => new(
        Theme is "light" or "dark" or "auto" ? Theme : null,
        (Lang is null ? PageCulture.Name : EmbedLook.CultureOf(Lang)) == PageCulture.Default ? null : EmbedLook.Chinese,
        Compact is "true");

    private bool IsClosed => Embeds.Current.Audience is EmbedAudience.Nobody;

    private string Root => Address.Of(Navigation.RootAddress().ToString());

    private string Title => Text("{0}, insurance fund", Chosen.Name);

    // Of this very site, whatever name it has for others.
    private string Preview => EmbedSnippet.Address(Navigation.RootAddress().ToString().TrimEnd('/'), Widget, Chosen.Id, Look);

    private IEnumerable<Choice> Choices =>
    [
        new("kind", Text("Widget"), EmbedKinds.NameOf(Widget), [("balance", Text("Balance")), ("liquidations", Text("Liquidations")), ("coverage", Text("Distance to ADL"))]),
        new("theme", Text("Theme"), Look.Theme ?? string.Empty, [("", Text("As the operator chose")), ("auto", Text("As the visitor's system")), ("light", Text("Light")), ("dark", Text("Dark"))]),
        new("compact", Text("Size"), Look.Compact ? "true" : string.Empty, [("", Text("Full")), ("true", Text("Compact"))]),
        new("lang", Text("Language"), Look.Lang ?? PageCulture.Default, [(PageCulture.Default, "English"), (EmbedLook.Chinese, "简体中文")]),
    ];

    private IEnumerable<Snippet> Snippets =>
    [
        new("snippet-element", Text("With script"), Text("Grows with its content, is loaded when it is scrolled to, and is a plain link where no script runs."),
            EmbedSnippet.Element(Root, Widget, Chosen.Id, Title, $"{PageLanguages.Find(Look.Lang)?.AddressPrefix}funds/{Uri.EscapeDataString(Chosen.Id)}", Look)),
        new("snippet-frame", Text("Without script"), Text("A frame of fixed height, for sites that allow no script of others."),
            EmbedSnippet.Frame(Root, Widget, Chosen.Id, Title, Look)),
        new("snippet-badge", Text("Badge"), Text("For a readme or a forum."),
            $"[![{Title}]({Root}/badge/{Uri.EscapeDataString(Chosen.Id)}.svg)]({Root}/funds/{Uri.EscapeDataString(Chosen.Id)})"),
    ];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => Funds = (await Views.ReadOverviewAsync(CancellationToken.None)).Funds;

    private sealed record Choice(string Name, string Label, string Chosen, (string Value, string Word)[] Options);

    private sealed record Snippet(string Id, string Heading, string Note, string Text);
}
