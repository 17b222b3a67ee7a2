using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Adl;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.HowItWorks;

/// <summary>The figures behind the answers, as of one sequence.</summary>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Funds">Every fund, in the order they were opened.</param>
public sealed record HowItWorksView(long Sequence, ImmutableArray<FundInShort> Funds);

/// <summary>A fund as the answers mention it.</summary>
public sealed record FundInShort
{
    /// <summary>Its id as it stands in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its balance.</summary>
    public required Money Balance { get; init; }

    /// <summary>What changed it in the last 24 hours.</summary>
    public ImmutableArray<FundFlow> Flows { get; init; } = [];

    /// <summary>Where it stands against its thresholds.</summary>
    public required AdlView Adl { get; init; }

    /// <summary>Its peak and how far it fell since.</summary>
    public required FundRecord Record { get; init; }

    /// <summary>How many liquidations it settled.</summary>
    public required long Liquidations { get; init; }

    /// <summary>Everything it paid for them.</summary>
    public required Money Drawn { get; init; }

    /// <summary>Everything it could not pay.</summary>
    public required Money Uncovered { get; init; }
}
