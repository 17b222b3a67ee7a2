using System.Text.Json.Serialization;
using Portal.Settlement.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>The figures of a fund that change with its entries. Amounts are decimal strings in its asset.</summary>
public record FundFigures
{
    /// <summary>The fund's id.</summary>
    public required string Id { get; init; }

    /// <summary>Code of the asset it holds.</summary>
    public required string Asset { get; init; }

    /// <summary>Its balance.</summary>
    public required string Balance { get; init; }

    /// <summary>The ledger entry after which it held that.</summary>
    public required long Sequence { get; init; }

    /// <summary>When that entry was recorded.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>Balance less the balance 24 hours ago, or the opening balance of a younger fund.</summary>
    public required string Change24h { get; init; }

    /// <summary>The highest balance ever.</summary>
    public required string Peak { get; init; }

    /// <summary>(balance - peak) / peak, zero or less, at most six decimals.</summary>
    public required string Drawdown { get; init; }

    /// <summary>Where it stands against its auto-deleveraging thresholds.</summary>
    public required AdlFigures Adl { get; init; }

    /// <summary>Whether everything in it is simulated.</summary>
    public required bool Demo { get; init; }

    /// <summary>The figures of a fund.</summary>
    public static FundFigures Of(LiveFund fund)
    {
        ArgumentNullException.ThrowIfNull(fund);
        return new FundFigures
        {
            Id = fund.Id,
            Asset = fund.Asset.Code,
            Balance = fund.Balance.ToString(),
            Sequence = fund.Sequence,
            UpdatedAt = ApiText.Of(fund.UpdatedAt),
            Change24h = fund.Change24h.ToString(),
            Peak = fund.Peak.ToString(),
            Drawdown = ApiText.OfPpm(fund.DrawdownPpm),
            Adl = AdlFigures.Of(fund),
            Demo = fund.Policy.IsDemo,
        };
    }
}

/// <summary>Where a fund stands against its auto-deleveraging thresholds.</summary>
public sealed record AdlFigures
{
    /// <summary><c>normal</c>, <c>warning</c> or <c>active</c>.</summary>
    public required string State { get; init; }

    /// <summary>(balance - 8-hour peak) / 8-hour peak, zero or less, at most six decimals.</summary>
    public required string Drawdown8h { get; init; }

    /// <summary>The highest balance of the last 8 hours, lowered by withdrawals made since.</summary>
    public required string Peak8h { get; init; }

    /// <summary>The highest balance at which it would start.</summary>
    public required string TriggerAt { get; init; }

    /// <summary>The ledger entry that started it; absent while it is off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Since { get; init; }

    /// <summary>The figures of a fund.</summary>
    public static AdlFigures Of(LiveFund fund)
    {
        ArgumentNullException.ThrowIfNull(fund);
        return new AdlFigures
        {
            State = ChoiceText.Of(fund.Adl),
            Drawdown8h = ApiText.OfPpm(fund.Drawdown8hPpm),
            Peak8h = fund.Peak8h.ToString(),
            TriggerAt = fund.AdlTriggerAt.ToString(),
            Since = fund.AdlSinceSequence,
        };
    }
}
