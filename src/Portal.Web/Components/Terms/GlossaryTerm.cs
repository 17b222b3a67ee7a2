using System.Collections.Immutable;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Components.Terms;

/// <summary>A term of the field in plain words.</summary>
/// <param name="Id">Its anchor in the glossary, for example <c>margin</c>.</param>
/// <param name="Name">The term, English; shown through <c>Text</c>.</param>
/// <param name="Meaning">What it means, English; shown through <c>Text</c>.</param>
public sealed record GlossaryTerm(string Id, string Name, string Meaning)
{
    /// <summary>All terms, in reading order: each is explained with those before it.</summary>
    public static ImmutableArray<GlossaryTerm> All { get; } =
    [
        new("position", Marked("Position, long and short"), Marked("A bet on a price. A long earns when the price rises, a short when it falls.")),
        new("margin", Marked("Margin"), Marked("What a trader has put up for a position. It is all that a trader can lose.")),
        new("liquidation", Marked("Liquidation"), Marked("The exchange closes a position by force, because its margin is nearly used up.")),
        new("bankruptcy-price", Marked("Bankruptcy price"), Marked("The price at which the loss equals the margin. Closed at a worse one, more is lost than was put up.")),
        new("fill-price", Marked("Fill price"), Marked("The price at which the position was really closed.")),
        new("margin-check", Marked("Margin check"), Marked("Margin minus loss, fees and funding. Above zero something is left over, below zero something is missing.")),
        new("residual", Marked("Left over or missing (residual)"), Marked("What the margin check comes to. Lists call its distance from zero the size of a liquidation.")),
        new("insurance-fund", Marked("Insurance fund"), Marked("Money that the exchange sets aside to pay what is missing at liquidations, so that nobody else has to.")),
        new("surplus", Marked("Surplus"), Marked("What of the margin is left over at a liquidation and goes to the fund.")),
        new("surplus-cap", Marked("Surplus cap"), Marked("The most of what is left over that a fund takes, as a share of the fill's value. The rest is the trader's.")),
        new("draw", Marked("Draw"), Marked("What the fund pays for a liquidation: what is missing, as far as the fund reaches.")),
        new("floor", Marked("Floor"), Marked("A balance that a fund never goes below by paying.")),
        new("uncovered", Marked("Uncovered"), Marked("What is missing at a liquidation and the fund did not pay. It goes to auto-deleveraging.")),
        new("adl", Marked("Auto-deleveraging (ADL)"), Marked("Profitable positions of the other side are closed at the bankruptcy price to make up for what the fund could not pay.")),
        new("peak", Marked("8-hour peak"), Marked("The highest balance of the last eight hours, lowered by what the operator took out since.")),
        new("drawdown", Marked("Drawdown"), Marked("How far a balance has fallen from its peak, as a share of the peak.")),
        new("fee-share", Marked("Fee share"), Marked("The part of trading fees that is paid into a fund.")),
        new("injection", Marked("Injection"), Marked("Money that the operator pays into a fund.")),
        new("linear", Marked("Linear contract"), Marked("Quoted and settled in the same currency: profit is the price difference times the quantity.")),
        new("inverse", Marked("Inverse contract"), Marked("Quoted in one currency and settled in the other, such as dollars and bitcoin: profit goes with one divided by the price.")),
        new("funding", Marked("Funding"), Marked("What longs and shorts pay each other now and then, so that a contract's price stays near the index.")),
        new("entry", Marked("Entry"), Marked("One line of the ledger: a change of a balance or a decision that governs one. Entries are numbered without gaps and never changed.")),
        new("checkpoint", Marked("Checkpoint"), Marked("A signed statement of how many entries there are and what they hash to. Whoever has one can prove any change of the past.")),
        new("receipt", Marked("Receipt"), Marked("A secret that only the owner of a liquidated position gets. It opens one's own record among all the others.")),
    ];

    /// <summary>A term by its anchor.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GlossaryTerm Find(string id) =>
        All.FirstOrDefault(term => term.Id == id) ?? throw new ArgumentException($"The glossary has no term '{id}'.", nameof(id));
}
