using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.StressEvents;
using Portal.Web.Components.Charts;

namespace Portal.Web.Features.Funds.History;

/// <summary>A fund's history over a range, and what its rules were.</summary>
public sealed record FundHistoryView
{
    /// <summary>The most stress events shown beside a fund.</summary>
    public const int EventsMax = 3;

    /// <summary>The most changes of rules shown, the newest.</summary>
    public const int PoliciesMax = 20;

    /// <summary>The most contracts named, by name.</summary>
    public const int ContractsMax = 100;

    /// <summary>The range.</summary>
    public required HistoryRange Range { get; init; }

    /// <summary>How long a row of the table is.</summary>
    public required HistoryStep Step { get; init; }

    /// <summary>The balance at equal steps over the range, for the drawn line that stands where the chart will be.</summary>
    public required BalanceLine Line { get; init; }

    /// <summary>The table's rows, the oldest first, at most <see cref="HistoryStep.RowsMax"/> but for long months.</summary>
    public ImmutableArray<HistoryBar> Bars { get; init; } = [];

    /// <summary>What is marked, the newest first.</summary>
    public ImmutableArray<FundMark> Marks { get; init; } = [];

    /// <summary>Highest, lowest and deepest fall of the range; null when nothing was recorded in it.</summary>
    public RangeRecord? Record { get; init; }

    /// <summary>The deepest fall of all time; null when the balance never fell.</summary>
    public FallView? DeepestEver { get; init; }

    /// <summary>The fund's stress events, the newest first, at most <see cref="EventsMax"/>.</summary>
    public ImmutableArray<StressEvent> Events { get; init; } = [];

    /// <summary>How many there are in all.</summary>
    public int EventCount { get; init; }

    /// <summary>Contracts by name with their terms, at most <see cref="ContractsMax"/>; null terms are those of contracts that nobody listed.</summary>
    public ImmutableArray<CoveredContract> Contracts { get; init; } = [];

    /// <summary>How many contracts there are in all.</summary>
    public int ContractCount { get; init; }

    /// <summary>What set the fund's rules, the newest first.</summary>
    public ImmutableArray<PolicyStep> Policies { get; init; } = [];

    /// <summary>What the fund holds.</summary>
    public required Asset Asset { get; init; }
}

/// <summary>A contract that a fund covers.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Listing">Its terms; null when nobody listed any: linear, contract value 1.</param>
public sealed record CoveredContract(string Symbol, ContractListing? Listing);
