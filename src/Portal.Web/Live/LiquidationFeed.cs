using System.Globalization;
using Portal.Storage.Liquidations;
using Portal.Web.Features.PublicApi;

namespace Portal.Web.Live;

/// <summary>Live lists that leave something out: a view of its own for each filter, so that those who follow it get every row that belongs there and no other.</summary>
internal static class LiquidationFeed
{
    /// <summary>The view of the list that leaves nothing out.</summary>
    public const string Everything = "liquidations";

    private const string Prefix = $"{Everything}/";

    /// <summary>What the rest of a topic's name takes: page and language.</summary>
    private const int NameLengthMax = TopicName.LengthMax - 24;

    /// <summary>The view of a filter; null when its name would be too long for a topic, or when nothing new can belong to it.</summary>
    public static string? NameOf(LiquidationFilter filter)
    {
        if (filter.ToMs is not null)
        {
            return null;
        }

        (string Name, string? Value)[] parts =
        [
            ("fund", filter.FundId),
            ("symbol", filter.Symbol),
            ("side", Text(filter.PositionSide)),
            ("outcome", Text(filter.Outcome)),
            ("from", Text(filter.FromMs)),
            ("min", Text(filter.MinimumUnits)),
            ("max", Text(filter.MaximumUnits)),
        ];
        var given = string.Join('&', parts.Where(static part => part.Value is not null).Select(static part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return given.Length == 0 ? Everything
            : given.Length + Prefix.Length <= NameLengthMax ? Prefix + given
            : null;
    }

    /// <summary>The filter of a view; null when it is none of these views.</summary>
    public static LiquidationFilter? Read(string? view)
    {
        if (view is Everything)
        {
            return new LiquidationFilter();
        }

        if (view?.StartsWith(Prefix, StringComparison.Ordinal) is not true)
        {
            return null;
        }

        var filter = new LiquidationFilter();
        foreach (var part in view[Prefix.Length..].Split('&'))
        {
            if (part.Split('=') is not [var name, var value] || With(filter, name, Uri.UnescapeDataString(value)) is not { } narrower)
            {
                return null;
            }

            filter = narrower;
        }

        // Each filter has one name, so that those who follow the same share their messages.
        return NameOf(filter) == view ? filter : null;
    }

    /// <summary>Whether a liquidation belongs to a list.</summary>
    public static bool Takes(LiquidationFilter filter, LiveLiquidation liquidation)
    {
        var (entry, settled) = (liquidation.Entry, liquidation.Settled);
        var size = Int128.Abs(settled.Check.Residual.Units);
        return (filter.FundId is null || filter.FundId == entry.FundId)
            && (filter.Symbol is null || filter.Symbol == settled.Symbol)
            && (filter.PositionSide is not { } side || side == SideOf(liquidation))
            && (filter.Outcome is not { } outcome || outcome == StoredOutcome.Of(settled.Result.Outcome))
            && (filter.FromMs is not { } fromMs || entry.RecordedAt.ToUnixTimeMilliseconds() >= fromMs)
            && (filter.MinimumUnits is not { } least || size >= least)
            && (filter.MaximumUnits is not { } most || size <= most);
    }

    private static long SideOf(LiveLiquidation liquidation) => liquidation.Settled.Side switch
    {
        Settlement.Contracts.PositionSide.Long => 0,
        Settlement.Contracts.PositionSide.Short => 1,
        _ => 2,
    };

    private static LiquidationFilter? With(LiquidationFilter filter, string name, string value)
    {
        if (name is "fund")
        {
            return filter with { FundId = value };
        }

        if (name is "symbol")
        {
            return filter with { Symbol = value };
        }

        return !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null : name switch
        {
            "side" => filter with { PositionSide = number },
            "outcome" => filter with { Outcome = number },
            "from" => filter with { FromMs = number },
            "min" => filter with { MinimumUnits = number },
            "max" => filter with { MaximumUnits = number },
            _ => null,
        };
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
