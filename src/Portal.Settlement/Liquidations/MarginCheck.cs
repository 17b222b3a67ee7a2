using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;

namespace Portal.Settlement.Liquidations;

/// <summary>Whether margin covered the loss, with the figures that say so. All in the margin asset.</summary>
/// <remarks>Figures that the form does not give stay null: a bankruptcy price alone tells neither margin nor loss.</remarks>
public readonly record struct MarginCheck
{
    /// <summary>Makes a check of which the residual alone is known.</summary>
    public MarginCheck(Money residual) => Residual = residual;

    /// <summary>Margin minus total loss, rounded once toward minus infinity: above zero a surplus, below zero a deficit.</summary>
    public Money Residual { get; }

    /// <summary>What remained for the position at takeover.</summary>
    public Money? Margin { get; init; }

    /// <summary>Total loss minus fees and funding; rounded up, so that margin - gross loss - fees - funding is the residual.</summary>
    public Money? GrossLoss { get; init; }

    /// <summary>Margin minus residual.</summary>
    public Money? TotalLoss { get; init; }

    /// <summary>As given; null when not given.</summary>
    public Money? Fees { get; init; }

    /// <summary>As given; null when not given.</summary>
    public Money? Funding { get; init; }

    /// <summary>Value of the fill: as given, or rounded down.</summary>
    public Money? FillNotional { get; init; }

    /// <summary>Computes the check (contract: "Intake", formulas of the forms).</summary>
    /// <returns>The check, or a problem that names the field: too many decimals, a negative margin, a result that does not fit.</returns>
    public static Checked<MarginCheck> Of(LiquidationForm form, Contract contract, PositionSide? side, Asset asset)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(asset);
        return form switch
        {
            LiquidationForm.Totals totals => OfTotals(totals, asset),
            LiquidationForm.Position position => side is { } known ? OfPosition(position, contract, known, asset) : SideMissing,
            LiquidationForm.Bankruptcy bankruptcy => side is { } known ? OfBankruptcy(bankruptcy, contract, known, asset) : SideMissing,
            LiquidationForm.Deficit deficit => OfDeficit(deficit, asset),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Problem SideMissing => new("missing", "positionSide", "is needed: \"long\" or \"short\".");

    private static Checked<MarginCheck> OfTotals(LiquidationForm.Totals form, Asset asset)
    {
        var margin = NotNegative(form.Margin, asset, "margin");
        var loss = Money.From(form.TotalLoss, asset, "totalLoss");
        var notional = form.FillNotional is { } given ? NotNegative(given, asset, "fillNotional") : (Checked<Money>?)null;
        if ((margin.Problem ?? loss.Problem ?? notional?.Problem) is { } problem)
        {
            return problem;
        }

        return Fit((Int128)margin.Value.Units - loss.Value.Units) is { } residual
            ? new MarginCheck(new Money(residual, asset)) { Margin = margin.Value, TotalLoss = loss.Value, FillNotional = notional?.Value }
            : TooLarge("totalLoss");
    }

    private static Checked<MarginCheck> OfPosition(LiquidationForm.Position form, Contract contract, PositionSide side, Asset asset)
    {
        var margin = NotNegative(form.Margin, asset, "margin");
        var chargesProblem = ReadCharges(form.Fees, form.Funding, asset, out var fees, out var funding);
        if ((margin.Problem ?? chargesProblem) is { } problem)
        {
            return problem;
        }

        var charged = (Int128)(fees?.Units ?? 0) + (funding?.Units ?? 0);
        if (ContractArithmetic.GainUnits(contract, side, form.Quantity, form.EntryPrice, form.FillPrice, asset.Scale) is not { } gain
            || ContractArithmetic.NotionalUnits(contract, form.Quantity, form.FillPrice, asset.Scale, new PartsPerMillion(PartsPerMillion.Whole)) is not { } notional
            || Fit(margin.Value.Units + (Int128)gain - charged) is not { } residual
            || Fit(charged - gain) is not { } loss
            || gain == long.MinValue)
        {
            return TooLarge("quantity");
        }

        return new MarginCheck(new Money(residual, asset))
        {
            Margin = margin.Value,
            GrossLoss = new Money(-gain, asset),
            TotalLoss = new Money(loss, asset),
            Fees = fees,
            Funding = funding,
            FillNotional = new Money(notional, asset),
        };
    }

    private static Checked<MarginCheck> OfBankruptcy(LiquidationForm.Bankruptcy form, Contract contract, PositionSide side, Asset asset)
    {
        if (ReadCharges(form.Fees, form.Funding, asset, out var fees, out var funding) is { } problem)
        {
            return problem;
        }

        var charged = (Int128)(fees?.Units ?? 0) + (funding?.Units ?? 0);
        if (ContractArithmetic.GainUnits(contract, side, form.Quantity, form.BankruptcyPrice, form.FillPrice, asset.Scale) is not { } gain
            || ContractArithmetic.NotionalUnits(contract, form.Quantity, form.FillPrice, asset.Scale, new PartsPerMillion(PartsPerMillion.Whole)) is not { } notional
            || Fit(gain - charged) is not { } residual)
        {
            return TooLarge("quantity");
        }

        return new MarginCheck(new Money(residual, asset)) { Fees = fees, Funding = funding, FillNotional = new Money(notional, asset) };
    }

    private static Checked<MarginCheck> OfDeficit(LiquidationForm.Deficit form, Asset asset)
    {
        var deficit = NotNegative(form.Amount, asset, "deficit");
        return deficit.Problem is { } problem ? problem : new MarginCheck(-deficit.Value);
    }

    private static Problem? ReadCharges(DecimalNumber? fees, DecimalNumber? funding, Asset asset, out Money? feesRead, out Money? fundingRead)
    {
        var feesChecked = fees is { } feesGiven ? Money.From(feesGiven, asset, "fees") : (Checked<Money>?)null;
        var fundingChecked = funding is { } fundingGiven ? Money.From(fundingGiven, asset, "funding") : (Checked<Money>?)null;
        var problem = feesChecked?.Problem ?? fundingChecked?.Problem;
        feesRead = problem is null ? feesChecked?.Value : null;
        fundingRead = problem is null ? fundingChecked?.Value : null;
        return problem;
    }

    private static Checked<Money> NotNegative(DecimalNumber number, Asset asset, string field) =>
        number.Mantissa < 0 ? new Problem("negative", field, $"{number} is negative.") : Money.From(number, asset, field);

    // long.MinValue is left out so that every stored amount has an opposite.
    private static long? Fit(Int128 units) => units > long.MinValue && units <= long.MaxValue ? (long)units : null;

    private static Problem TooLarge(string field) => new("too-large", field, "makes a result that is more than can be kept.");
}
