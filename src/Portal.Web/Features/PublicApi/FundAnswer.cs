using System.Text.Json.Serialization;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>A fund with the policy it works by.</summary>
public sealed record FundAnswer : FundFigures
{
    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Decimals of every amount of the fund.</summary>
    public required int Scale { get; init; }

    /// <summary>The last entry's place among the fund's own.</summary>
    public required long FundSequence { get; init; }

    /// <summary>When its first entry was recorded.</summary>
    public required string OpenedAt { get; init; }

    /// <summary>When it had its highest balance.</summary>
    public required string PeakAt { get; init; }

    /// <summary>The symbols it covers; <c>*</c> stands for every symbol of its asset that no other fund lists.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>The most of a surplus it takes, in parts per million of the fill's value; absent when it takes all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SurplusCapPpm { get; init; }

    /// <summary>What it never goes below by paying.</summary>
    public required string Floor { get; init; }

    /// <summary>The ledger entry that set this policy.</summary>
    public required long PolicySequence { get; init; }

    /// <summary>How many liquidations it settled.</summary>
    public required long Liquidations { get; init; }

    /// <summary>Everything it paid for liquidations.</summary>
    public required string Drawn { get; init; }

    /// <summary>Everything it could not pay.</summary>
    public required string Uncovered { get; init; }

    /// <summary>The balance in US dollars at <see cref="PriceUsd"/>, rounded down to the cent, for display alone; absent while nobody sends a price.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BalanceUsd { get; init; }

    /// <summary>US dollars for one coin, as the operator sent them; absent while nobody does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PriceUsd { get; init; }

    /// <summary>When that was the price; absent while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PriceAt { get; init; }

    /// <summary>The answer about a fund.</summary>
    public static FundAnswer Of(LiveFund fund, IndexPrices prices)
    {
        ArgumentNullException.ThrowIfNull(fund);
        ArgumentNullException.ThrowIfNull(prices);
        var price = prices.Find(fund.Asset.Code);
        return new FundAnswer
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
            Name = fund.Policy.Name,
            Scale = fund.Asset.Scale,
            FundSequence = fund.FundSequence,
            OpenedAt = ApiText.Of(fund.OpenedAt),
            PeakAt = ApiText.Of(fund.PeakAt),
            Symbols = fund.Symbols,
            SurplusCapPpm = fund.Policy.SurplusCap?.Value,
            Floor = fund.Policy.Floor.ToString(),
            PolicySequence = fund.Policy.Sequence,
            Liquidations = fund.LiquidationCount,
            Drawn = fund.Drawn.ToString(),
            Uncovered = fund.Uncovered.ToString(),
            BalanceUsd = prices.ValueOf(fund.Balance)?.ToString(),
            PriceUsd = price?.Price.ToString(),
            PriceAt = price is null ? null : ApiText.Of(price.At),
        };
    }
}
