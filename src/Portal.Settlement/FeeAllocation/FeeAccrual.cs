using Portal.Settlement.Amounts;

namespace Portal.Settlement.FeeAllocation;

/// <summary>Fees that an exchange earned over a period, as a source reports them. A share of them goes to a fund.</summary>
public sealed record FeeAccrual
{
    /// <summary>The source's own id; unique per source over settled fees; 1 to 128 ASCII characters. Never published.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The symbol that earned the fees, which decides the fund; null when <see cref="FundId"/> is given.</summary>
    public string? Symbol { get; init; }

    /// <summary>The fund that receives the share; null when <see cref="Symbol"/> is given.</summary>
    public string? FundId { get; init; }

    /// <summary>Code of the asset the fees were charged in: the fund's.</summary>
    public required string AssetCode { get; init; }

    /// <summary>All fees of the period; zero or more.</summary>
    public required DecimalNumber Amount { get; init; }

    /// <summary>Start of the period; the rate in force then applies.</summary>
    public required DateTimeOffset PeriodStart { get; init; }

    /// <summary>End of the period; after its start. The fee's own time.</summary>
    public required DateTimeOffset PeriodEnd { get; init; }

    /// <summary>Market the fees were earned on; null lets the symbol stand for it.</summary>
    public string? Market { get; init; }

    /// <summary>What the fees were charged for; null when not given.</summary>
    public FeeKind? Kind { get; init; }

    /// <summary>The source's own gap-free count; null when it keeps none.</summary>
    public long? SourceSequence { get; init; }

    /// <summary>The external id of an earlier rejected or conflicting record that this one puts right.</summary>
    public string? Corrects { get; init; }
}
