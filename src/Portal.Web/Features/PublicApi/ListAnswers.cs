using System.Text.Json.Serialization;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>All funds.</summary>
/// <param name="Funds">In the order they were opened.</param>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record FundsAnswer(IReadOnlyList<FundAnswer> Funds, long Sequence, bool Demo);

/// <summary>Ledger entries in order, each in its canonical form, byte for byte.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">The <c>after</c> of the next page; absent at the end.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record EntriesAnswer(
    IReadOnlyList<RawJson> Entries, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next, bool Demo);

/// <summary>Liquidations in the order asked for.</summary>
/// <param name="Liquidations">The records: the entry's own fields, then contractKind, contractValue, outcome, leafHash, and reversedBy where a later entry took it back.</param>
/// <param name="Next">Where the next page goes on: <c>before</c> with the newest first, else <c>after</c>; absent at the end. A page can be short, even empty, and still have a next one.</param>
/// <param name="SearchedBackTo">Everything from the page's start to this sequence, in the page's order, was looked at; 1 at the end, oldest first the newest sequence.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record LiquidationsAnswer(
    IReadOnlyList<RawJson> Liquidations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next,
    long SearchedBackTo,
    bool Demo);

/// <summary>Shares of fees that go to funds.</summary>
/// <param name="Rates">In force, scheduled and past, the last set first.</param>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record RatesAnswer(IReadOnlyList<RateAnswer> Rates, long Sequence, bool Demo);

/// <summary>Where every fund stands against its auto-deleveraging thresholds, and what changed.</summary>
/// <param name="Funds">The funds.</param>
/// <param name="Events">The newest ledger entries that started or stopped it, newest first, in canonical form.</param>
/// <param name="History">The newest 25 times that it was on, newest first; /adl/events has all.</param>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Demo">Whether any figure is simulated.</param>
public sealed record AdlAnswer(IReadOnlyList<AdlFundAnswer> Funds, IReadOnlyList<RawJson> Events, IReadOnlyList<AdlEventAnswer> History, long Sequence, bool Demo);

/// <summary>Where one fund stands against its auto-deleveraging thresholds.</summary>
/// <param name="Id">The fund.</param>
/// <param name="Asset">Code of the asset it holds.</param>
/// <param name="Balance">Its balance.</param>
/// <param name="Floor">What it never goes below by paying.</param>
/// <param name="Adl">The figures.</param>
/// <param name="WarningPpm">Drawdown from which it warns.</param>
/// <param name="StartPpm">Drawdown from which auto-deleveraging starts.</param>
/// <param name="StopPpm">Drawdown below which it may stop.</param>
/// <param name="QuietSeconds">How long nothing may have been left uncovered before it stops.</param>
public sealed record AdlFundAnswer(
    string Id, string Asset, string Balance, string Floor, AdlFigures Adl, int WarningPpm, int StartPpm, int StopPpm, long QuietSeconds)
{
    /// <summary>The answer about a fund.</summary>
    public static AdlFundAnswer Of(LiveFund fund)
    {
        ArgumentNullException.ThrowIfNull(fund);
        var thresholds = fund.Policy.Thresholds;
        return new AdlFundAnswer(
            fund.Id,
            fund.Asset.Code,
            fund.Balance.ToString(),
            fund.Policy.Floor.ToString(),
            AdlFigures.Of(fund),
            thresholds.WarningPpm,
            thresholds.StartPpm,
            thresholds.StopPpm,
            (long)thresholds.QuietTime.TotalSeconds);
    }
}
