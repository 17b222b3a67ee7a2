using System.Globalization;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.Liquidations;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Reads the parameters of a request. The first that is malformed becomes the problem; what follows it is not looked at.</summary>
internal sealed class ApiQuery
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>What is wrong; null while nothing is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>A whole number of zero or more; null when it is not given.</summary>
    public long? Number(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Fail<long?>(new Problem("not-a-number", name, "is a whole number of zero or more."));

    /// <summary>How many rows to answer.</summary>
    public int Limit(string? text, int usual, int most) =>
        Number("limit", text) is not { } limit ? usual
        : limit is > 0 && limit <= most ? (int)limit
        : Fail<int>(new Problem("bad-limit", "limit", string.Create(CultureInfo.InvariantCulture, $"lies between 1 and {most}.")));

    /// <summary>A time with its zone, RFC 3339; a date alone is its begin in UTC. Null when it is not given.</summary>
    public DateTimeOffset? Time(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus sign that was not encoded arrives as a space.
        return DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : Fail<DateTimeOffset?>(new Problem("bad-time", name, "is a time in RFC 3339, for example 2026-01-31T12:00:00Z."));
    }

    /// <summary>One of an enumeration's names; null when it is not given.</summary>
    public T? Choice<T>(string name, string? text)
        where T : struct, Enum =>
        string.IsNullOrEmpty(text) ? null
        : ChoiceText.Find<T>(text) is { } found ? found
        : Fail<T?>(new Problem("unknown-choice", name, $"is one of {string.Join(", ", ChoiceText.All<T>())}."));

    /// <summary>A fund that exists; null when none is named.</summary>
    public LiveFund? Fund(LiveSnapshot snapshot, string? id) =>
        string.IsNullOrEmpty(id) ? null
        : snapshot.Find(id) ?? Fail<LiveFund>(new Problem("unknown-fund", "fund", "There is no such fund."));

    /// <summary>A contract's symbol; null when none is named.</summary>
    public string? Symbol(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length <= LedgerDecisions.SymbolLengthMax ? text
        : Fail<string>(new Problem("too-long", "symbol", $"has more than {LedgerDecisions.SymbolLengthMax} characters."));

    /// <summary>An amount of zero or more, in units of the asset that the other parameters leave; null when it is not given.</summary>
    public long? Amount(string name, string? text, LiveSnapshot snapshot, LiveFund? fund, string? symbol)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var owner = fund ?? (symbol is not null && snapshot.Rulebook.FindFundOf(symbol) is { } ownerId ? snapshot.Find(ownerId) : null);
        var scales = owner is not null ? [owner.Asset.Scale] : snapshot.Funds.Select(static one => one.Asset.Scale).Distinct().ToArray();
        if (scales.Length > 1)
        {
            return Fail<long?>(new Problem("ambiguous", name, "needs a fund: assets have different decimals."));
        }

        var number = DecimalNumber.Read(text, name);
        if (number.Problem is { } problem)
        {
            return Fail<long?>(problem);
        }

        var scale = scales is [var only] ? only : 0;
        var units = number.Value.Scale > scale ? Int128.MinValue : number.Value.Mantissa * PowerOfTen.Of(scale - number.Value.Scale);
        return number.Value.Mantissa < 0 ? Fail<long?>(new Problem("negative", name, "is zero or more."))
            : units < 0 ? Fail<long?>(new Problem("too-many-decimals", name, string.Create(CultureInfo.InvariantCulture, $"has more than {scale} decimals.")))
            : units > long.MaxValue ? Fail<long?>(new Problem("too-large", name, "is more than any amount."))
            : (long)units;
    }

    /// <summary>An order by time, for lists of any length.</summary>
    public LiquidationOrder TimeOrder(string? text) =>
        Choice<LiquidationOrder>("sort", text) is not LiquidationOrder.Draw and var order ? order ?? LiquidationOrder.Newest
        : Fail<LiquidationOrder>(new Problem("unknown-choice", "sort", "is newest or oldest here."));

    /// <summary>A filter that names the fund whose draws are ranked.</summary>
    public LiquidationFilter Ranked(LiquidationFilter filter, LiveSnapshot snapshot) =>
        LiquidationLists.RankedFund(filter, snapshot) is { } fund
            ? filter with { FundId = fund.Id }
            : Fail<LiquidationFilter>(new Problem("ambiguous", "fund", "is needed to sort by draw: funds pay in different assets.")) ?? filter;

    /// <summary>The topics to follow.</summary>
    public IReadOnlyList<TopicName> Topics(string? text, int most, SubscriptionAnswers answers)
    {
        var names = (text ?? string.Empty).Split(',', most + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0 || names.Length > most)
        {
            return Fail<IReadOnlyList<TopicName>>(
                new Problem("bad-topics", "topics", string.Create(CultureInfo.InvariantCulture, $"names 1 to {most} topics, separated by commas."))) ?? [];
        }

        var topics = names.Distinct(StringComparer.Ordinal).Select(answers.FindOrNull).OfType<TopicName>().ToArray();
        return topics.Length == names.Distinct(StringComparer.Ordinal).Count()
            ? topics
            : Fail<IReadOnlyList<TopicName>>(new Problem("unknown-topic", "topics", SubscriptionAnswers.UnknownTopic)) ?? [];
    }

    /// <summary>The side as stored.</summary>
    public long? Side(string? text) => text switch
    {
        null or "" => null,
        "long" => 0,
        "short" => 1,
        "unreported" => 2,
        _ => Fail<long?>(new Problem("unknown-choice", "side", "is one of long, short, unreported.")),
    };

    /// <summary>The outcome as stored.</summary>
    public long? Outcome(string? text) => Choice<Settlement.Liquidations.LiquidationOutcome>("outcome", text) is { } outcome ? StoredOutcome.Of(outcome) : null;

    private T? Fail<T>(Problem problem)
    {
        Problem ??= problem;
        return default;
    }
}

/// <summary>Outcomes as the list of liquidations is stored (<see cref="LiquidationRow.Outcome"/>).</summary>
internal static class StoredOutcome
{
    public static long Of(Settlement.Liquidations.LiquidationOutcome outcome) => outcome switch
    {
        Settlement.Liquidations.LiquidationOutcome.Surplus => 0,
        Settlement.Liquidations.LiquidationOutcome.Even => 1,
        Settlement.Liquidations.LiquidationOutcome.Covered => 2,
        _ => 3,
    };
}
