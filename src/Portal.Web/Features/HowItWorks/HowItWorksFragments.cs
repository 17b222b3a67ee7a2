using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Portal.Web.Live;

namespace Portal.Web.Features.HowItWorks;

/// <summary>The figures in the answers to what strangers ask.</summary>
public sealed class HowItWorksFragments : IViewFragments
{
    /// <summary>The page's view.</summary>
    public const string View = "how-it-works";

    // Whoever reads a text is not helped by figures that move ten times a second.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConditionalWeakTable<LiveSnapshot, HowItWorksView> _made = [];

    /// <summary>What the answers show of a snapshot.</summary>
    public static HowItWorksView Of(LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new HowItWorksView(snapshot.Sequence, [.. snapshot.Funds.Select(FundViews.InShort)]);
    }

    /// <inheritdoc/>
    public bool Owns(string view) => view == View;

    /// <inheritdoc/>
    public TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to) => Pause;

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        var earlier = from.IsLoaded ? _made.GetValue(from, Of) : null;
        var shown = _made.GetValue(to, Of);
        await AddAsync<FundBalances>(fragments, FundBalances.ElementId, earlier, shown);
        await AddSourcesAsync(fragments, earlier, shown, FundStandings.AreSame(from, to));
        await AddAsync<FundLimits>(fragments, FundLimits.ElementId, earlier, shown);
    }

    // The funds' names are headings, which stay while the figures under them change.
    private static async Task AddSourcesAsync(FragmentList fragments, HowItWorksView? earlier, HowItWorksView shown, bool haveSameFunds)
    {
        if (!haveSameFunds)
        {
            await AddAsync<FundSources>(fragments, FundSources.ElementId, earlier, shown);
            return;
        }

        foreach (var fund in shown.Funds)
        {
            await fragments.AddAsync<FundSource, FundInShort>(
                FundSource.IdOf(fund.Id), earlier?.Funds.FirstOrDefault(one => one.Id == fund.Id), fund, static fund => new() { [nameof(FundSource.Fund)] = fund });
        }
    }

    // Every part takes the funds.
    private static Task AddAsync<TPart>(FragmentList fragments, string target, HowItWorksView? earlier, HowItWorksView shown)
        where TPart : IComponent =>
        fragments.AddAsync<TPart, HowItWorksView>(target, earlier, shown, static shown => new() { [nameof(FundBalances.Funds)] = shown.Funds });
}
