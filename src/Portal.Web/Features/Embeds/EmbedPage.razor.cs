using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Liquidations;
using Portal.Web.Components.Shell;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Features.Embeds;

/// <summary>A widget: a small page for a frame on another site. Complete without script, kept current with it.</summary>
public sealed partial class EmbedPage : ComponentBase
{
    /// <summary>Tells what to show.</summary>
    [Inject]
    public required IPageViews Views { get; init; }

    /// <summary>Tells where the portal lies on its host, and says when there is nothing to show.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The kind's name.</summary>
    [Parameter]
    public string Name { get; set; } = string.Empty;

    /// <summary>The fund's id. A portal with one fund needs none; liquidations without it are those of all funds.</summary>
    [SupplyParameterFromQuery(Name = "fund")]
    public string? FundId { get; set; }

    private static EmbedText Text => EmbedText.Current;

    private SiteView Site { get; set; } = new() { Sequence = 0, AsOf = DateTimeOffset.UnixEpoch };

    private EmbedTarget? Target { get; set; }

    private FundView? Fund { get; set; }

    private ImmutableArray<LiquidationLine> Lines { get; set; } = [];

    private long Sequence { get; set; }

    private string? Heading => Target?.Kind is EmbedKind.Liquidations ? $"{Text.Latest}{(Fund is { } fund ? $", {fund.Name}" : null)}" : Fund?.Name;

    private string Link => (Target?.Kind, Fund) switch
    {
        (EmbedKind.Liquidations, null) => "liquidations",
        (EmbedKind.Liquidations, { } fund) => $"liquidations?fund={fund.Id}",
        (_, { } fund) => $"funds/{fund.Id}",
        _ => "./",
    };

    private string Root => new Uri(Navigation.BaseUri).AbsolutePath;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Site = await Views.ReadSiteAsync(CancellationToken.None);
        Sequence = Site.Sequence;
        if (EmbedKinds.Read(Name) is { } kind)
        {
            await ReadAsync(kind, await FundToShowAsync(kind));
        }

        if (Target is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task<string?> FundToShowAsync(EmbedKind kind)
    {
        if (!string.IsNullOrEmpty(FundId) || kind is EmbedKind.Liquidations)
        {
            return string.IsNullOrEmpty(FundId) ? null : FundId;
        }

        var all = (await Views.ReadOverviewAsync(CancellationToken.None)).Funds;
        return all is [var only] ? only.Id : null;
    }

    private async Task ReadAsync(EmbedKind kind, string? fundId)
    {
        Fund = fundId is null ? null : await Views.ReadFundAsync(fundId, CancellationToken.None);
        if (Fund is null && (fundId is not null || kind is not EmbedKind.Liquidations))
        {
            return;
        }

        if (kind is EmbedKind.Liquidations)
        {
            var page = await Views.ReadLiquidationsAsync(new LiquidationsQuery { FundId = fundId }, CancellationToken.None);
            (Lines, Sequence) = ([.. page.Lines.Take(EmbedFragments.RowsMax)], page.Sequence);
        }

        Target = EmbedTarget.Of(kind, fundId);
    }
}
