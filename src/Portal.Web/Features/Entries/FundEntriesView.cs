using System.Collections.Immutable;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Funds;

namespace Portal.Web.Features.Entries;

/// <summary>A page of a fund's ledger entries, newest first.</summary>
public sealed record FundEntriesView
{
    /// <summary>The most entries of a page.</summary>
    public const int PageMax = 50;

    /// <summary>The kinds to choose from, as entries write them.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        LiquidationSettled.KindName, FeeAllocated.KindName, Injected.KindName, Withdrawn.KindName, EntryReversed.KindName, AdlChanged.KindName, RateSet.KindName,
        RateCancelled.KindName, PolicyChanged.KindName, ContractListed.KindName, FundOpened.KindName,
    ];

    /// <summary>Whether there is such a kind.</summary>
    public static bool IsKind(string? kind) => kind is not null && Kinds.Contains(kind, StringComparer.Ordinal);

    /// <summary>The ledger's sequence that this shows.</summary>
    public required long LedgerSequence { get; init; }

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Its name.</summary>
    public required string FundName { get; init; }

    /// <summary>The one kind shown; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Entries before this place among the fund's own are shown; null from the newest on.</summary>
    public long? Before { get; init; }

    /// <summary>The entries.</summary>
    public ImmutableArray<FundEntry> Entries { get; init; } = [];

    /// <summary>Where older ones begin; null at the end.</summary>
    public long? Older { get; init; }

    /// <summary>Whether fewer were found than fit although there are older ones to look through.</summary>
    public bool IsShort => Older is not null && Entries.Length < PageMax;
}
