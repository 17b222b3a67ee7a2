using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Web.Features.Liquidations;

/// <summary>One liquidation with everything that its margin check was made of: the ledger entry and the terms it names.</summary>
public sealed record LiquidationView
{
    /// <summary>The ledger entry.</summary>
    public required long Sequence { get; init; }

    /// <summary>The ledger's newest sequence when this was read.</summary>
    public required long LedgerSequence { get; init; }

    /// <summary>The fund that settled it.</summary>
    public required string FundId { get; init; }

    /// <summary>The fund's name.</summary>
    public required string FundName { get; init; }

    /// <summary>The contract's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The contract's terms at the event's time.</summary>
    public required Contract Contract { get; init; }

    /// <summary>Side of the position; null when the recording does not tell.</summary>
    public PositionSide? Side { get; init; }

    /// <summary>The inputs as published.</summary>
    public required LiquidationForm Form { get; init; }

    /// <summary>The margin check; figures that are not published are null.</summary>
    public required MarginCheck Check { get; init; }

    /// <summary>The share of the fill's value that the fund took at most; null when it took all of a surplus.</summary>
    public PartsPerMillion? SurplusCap { get; init; }

    /// <summary>The same as an amount, as the entry records it; null without a cap.</summary>
    public Money? Cap { get; init; }

    /// <summary>Where the residual went.</summary>
    public required FundDraw Result { get; init; }

    /// <summary>The fund's balance before.</summary>
    public required Money BalanceBefore { get; init; }

    /// <summary>The fund's balance after.</summary>
    public required Money BalanceAfter { get; init; }

    /// <summary>What the fund was not allowed to go below.</summary>
    public required Money Floor { get; init; }

    /// <summary>When it happened, by its own account.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was settled.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The entry whose surplus policy applied.</summary>
    public required long PolicySequence { get; init; }

    /// <summary>The entry that listed the contract; null for a symbol that nobody listed.</summary>
    public long? ContractSequence { get; init; }

    /// <summary>Who reported it.</summary>
    public required string Source { get; init; }

    /// <summary>Who put it right in the source's place; null for what a source sent itself.</summary>
    public OperatorCorrection? Correction { get; init; }

    /// <summary>Whether it was settled from a recording.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>The entry that took it back; null while it stands.</summary>
    public long? ReversedBy { get; init; }

    /// <summary>What came before and after it; null where that was not asked for.</summary>
    public LiquidationSurroundings? Surroundings { get; init; }

    /// <summary>The asset of every amount here.</summary>
    public Asset Asset => BalanceAfter.Asset;
}
