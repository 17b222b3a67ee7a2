using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Funds;

/// <summary>A fund's balance and how it changed.</summary>
public sealed record FundBalanceView
{
    /// <summary>The fund's id as it stands in addresses.</summary>
    public required string FundId { get; init; }

    /// <summary>Its balance.</summary>
    public required Money Balance { get; init; }

    /// <summary>Balance now less balance 24 hours ago, or the opening balance of a younger fund.</summary>
    public required Money Change24h { get; init; }

    /// <summary>The same as a share of that earlier balance; null where that was zero.</summary>
    public long? Change24hPpm { get; init; }

    /// <summary>When its last entry was recorded.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
