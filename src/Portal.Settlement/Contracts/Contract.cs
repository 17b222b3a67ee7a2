using Portal.Settlement.Amounts;

namespace Portal.Settlement.Contracts;

/// <summary>How a contract's value follows its price.</summary>
public enum ContractKind
{
    /// <summary>Quoted and settled in the same currency: value = quantity x contract value x price.</summary>
    Linear,

    /// <summary>Quoted in one currency and settled in the other: value = quantity x contract value / price.</summary>
    Inverse,
}

/// <summary>What of a liquidation of this contract becomes public.</summary>
public enum ContractPublication
{
    /// <summary>Every input as it was sent.</summary>
    Full,

    /// <summary>The bankruptcy price in the place of entry price and margin.</summary>
    Bankruptcy,
}

/// <summary>The terms of a contract that settlement depends on.</summary>
/// <param name="Kind">Linear or inverse.</param>
/// <param name="ContractValue">What one contract stands for: coins (linear) or quote currency (inverse).</param>
public sealed record Contract(ContractKind Kind, Quantity ContractValue)
{
    /// <summary>The terms of a symbol that nobody listed (contract: linear, contract value 1).</summary>
    public static Contract Unlisted { get; } = new(ContractKind.Linear, Quantity.From(DecimalNumber.Of(1, 0), "contractValue").Value);
}
