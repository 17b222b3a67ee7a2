using System.Collections.Immutable;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.Liquidations;

/// <summary>What came before and after a liquidation: of its contract, and in its fund.</summary>
/// <param name="Earlier">The one before it of the same contract; null for the first.</param>
/// <param name="Later">The one after it; null for the newest.</param>
/// <param name="Entries">The fund's entries around it, itself among them, the newest first.</param>
public sealed record LiquidationSurroundings(LiquidationLine? Earlier, LiquidationLine? Later, ImmutableArray<FundEntry> Entries)
{
    /// <summary>How many entries are shown on each side.</summary>
    public const int EntriesMax = 3;
}
