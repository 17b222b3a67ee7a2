using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Deleveraging;

/// <summary>What is said of ADL in a few words.</summary>
internal static class AdlWords
{
    /// <summary>How long something lasted: two units at most.</summary>
    public static string Of(TimeSpan duration) =>
        duration.TotalMinutes < 1 ? Text("{0} s##seconds", (long)duration.TotalSeconds)
        : duration.TotalHours < 1 ? Text("{0} min##minutes", (long)duration.TotalMinutes)
        : duration.TotalDays < 1 ? Text("{0} h {1} min", (long)duration.TotalHours, duration.Minutes)
        : Text("{0} d {1} h", (long)duration.TotalDays, duration.Hours);

    /// <summary>Which rule started it.</summary>
    public static string Of(AdlCause cause) => cause switch
    {
        AdlCause.Uncovered => Text("A loss was left uncovered"),
        AdlCause.Floor => Text("The balance fell to the floor"),
        AdlCause.Drawdown => Text("The drawdown reached the threshold"),
        _ => Text("The fund recovered"),
    };

    /// <summary>Whether there is a proposal, and if not why.</summary>
    public static string Of(AdlProposalState state) => state switch
    {
        AdlProposalState.Proposed => Text("Proposed"),
        AdlProposalState.NoSnapshot => Text("No proposal: the exchange sent no positions of this contract"),
        AdlProposalState.OldSnapshot => Text("No proposal: the last position snapshot was older than 15 minutes"),
        AdlProposalState.NoPrices => Text("No proposal: the liquidation was sent without prices"),
        AdlProposalState.NoDistance => Text("No proposal: the mark price was the bankruptcy price, so closing there brings nothing"),
        AdlProposalState.NobodyInLine => Text("No proposal: nobody was left in the opposite queue"),
        _ => Text("No proposal: the quantity cannot be written"),
    };

    /// <summary>Whose positions are closed when one of a side is liquidated.</summary>
    public static string OppositeOf(PositionSide? side) => side is PositionSide.Short ? Text("longs") : Text("shorts");
}
