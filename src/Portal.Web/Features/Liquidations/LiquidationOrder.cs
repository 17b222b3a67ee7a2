namespace Portal.Web.Features.Liquidations;

/// <summary>In which order liquidations are listed.</summary>
public enum LiquidationOrder
{
    /// <summary>The newest first.</summary>
    Newest,

    /// <summary>The oldest first.</summary>
    Oldest,

    /// <summary>What the fund paid most for first; only those it paid for, of one fund.</summary>
    Draw,
}
