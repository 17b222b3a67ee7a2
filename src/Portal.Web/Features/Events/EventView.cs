using Portal.Settlement.Amounts;
using Portal.Storage.StressEvents;
using Portal.Web.Components.Charts;

namespace Portal.Web.Features.Events;

/// <summary>A stress event as pages show it.</summary>
public sealed record EventView
{
    /// <summary>The ledger's sequence that this shows.</summary>
    public required long LedgerSequence { get; init; }

    /// <summary>What happened.</summary>
    public required StressEvent Event { get; init; }

    /// <summary>The fund's name.</summary>
    public required string FundName { get; init; }

    /// <summary>The fund's asset.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The balance from a little before the peak to a little after the recovery, or until now.</summary>
    public required BalanceLine Line { get; init; }

    /// <summary>Where that begins.</summary>
    public required DateTimeOffset LineFrom { get; init; }

    /// <summary>Where that ends.</summary>
    public required DateTimeOffset LineTo { get; init; }

    /// <summary>When the event ended, or what counts as now for the fund while it lasts.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whether it is not over: its figures change.</summary>
    public bool IsOngoing => Event.RecoveredAt is null;

    /// <summary>An amount of it.</summary>
    public Money Of(long units) => new(units, Asset);
}
