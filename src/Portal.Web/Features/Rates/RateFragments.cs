using Portal.Web.Live;

namespace Portal.Web.Features.Rates;

/// <summary>The live parts of the page about rates. What they brought in is read from the database every other second at most; a rate that is set is shown at once.</summary>
public sealed class RateFragments(RateViews rates, SnapshotReads reads) : IViewFragments
{
    /// <summary>The page's view.</summary>
    public const string View = "rates";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public bool Owns(string view) => view == View;

    /// <inheritdoc/>
    /// <remarks>A rate takes effect by time alone, without an entry.</remarks>
    public bool CanDiffer(string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return from.Sequence != to.Sequence || MinuteOf(from) != MinuteOf(to);
    }

    /// <inheritdoc/>
    public TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return from.Rulebook.RatesSequence == to.Rulebook.RatesSequence ? Pause : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var shown = (await reads.ReadAsync(to, View, async () => (RatesView?)await rates.ReadAsync(to, CancellationToken.None)))!;
        reads.TryFind<RatesView>(from, View, out var earlier);
        await fragments.AddAsync<RatesFreeze, RatesView>(RatesFreeze.ElementId, earlier, shown, static shown => new() { [nameof(RatesFreeze.Freeze)] = shown.Freeze });
        if (!FundStandings.AreSame(from, to))
        {
            await fragments.AddAsync<RateFunds, RatesView>(RateFunds.ElementId, null, shown, static shown => new() { [nameof(RateFunds.Funds)] = shown.Funds });
            return;
        }

        foreach (var fund in shown.Funds)
        {
            await AddFundAsync(fragments, earlier?.Funds.FirstOrDefault(one => one.Id == fund.Id), fund);
        }
    }

    private static async Task AddFundAsync(FragmentList fragments, FundRates? earlier, FundRates fund)
    {
        await fragments.AddAsync<RateBoard, FundRates>(RateBoard.IdOf(fund.Id), earlier, fund, static fund => new() { [nameof(RateBoard.Fund)] = fund });
        await fragments.AddAsync<RatesToCome, FundRates>(RatesToCome.IdOf(fund.Id), earlier, fund, static fund => new() { [nameof(RatesToCome.Fund)] = fund });
        await fragments.AddAsync<RatesPast, FundRates>(RatesPast.IdOf(fund.Id), earlier, fund, static fund => new() { [nameof(RatesPast.Fund)] = fund });
    }

    private static long MinuteOf(LiveSnapshot snapshot) => snapshot.AsOf.ToUnixTimeSeconds() / 60;
}
