using System.Runtime.CompilerServices;
using Portal.Web.Components.Shell;
using Portal.Web.Features.Embeds;
using Portal.Web.Languages;

namespace Portal.Web.Live;

/// <summary>The live parts of every view: asks whoever owns the view, and adds what all pages have.</summary>
public sealed class PageFragments(FragmentRenderer renderer, LiveState live, IEnumerable<IViewFragments> views)
{
    private readonly IViewFragments[] _views = [.. views];
    private readonly ConditionalWeakTable<TopicName, Owner> _owners = [];

    /// <summary>Whether a page topic names a view and a language that there are.</summary>
    public bool Exists(TopicName topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (EmbedTarget.Read(topic) is not null)
        {
            return true;
        }

        // Who comes before anything is read is believed for the moment: what there is not has no parts.
        return topic is { View: { } view, Culture: { } culture }
            && PageLanguages.All.Any(language => language.Name == culture)
            && OwnerOf(topic) is { } owner
            && (live.Current is { IsLoaded: false } || owner.Exists(view, live.Current));
    }

    /// <summary>Whether anything in the view changes while it is open. A settled liquidation does not.</summary>
    public bool Changes(TopicName topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return OwnerOf(topic)?.Changes(topic.View!) is not false;
    }

    /// <summary>Whether there can be anything to tell between two snapshots.</summary>
    public bool CanDiffer(TopicName topic, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return from.StoppedSince != to.StoppedSince || (OwnerOf(topic) is { } owner ? owner.CanDiffer(topic.View!, from, to) : from.Sequence != to.Sequence);
    }

    /// <summary>The shortest time between two looks at a view; zero where that of every topic does.</summary>
    public TimeSpan PauseOf(TopicName topic, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return OwnerOf(topic) is { } owner ? owner.PauseOf(topic.View!, from, to) : TimeSpan.Zero;
    }

    /// <summary>All live parts of a view.</summary>
    public async Task<IReadOnlyList<Fragment>> WholeAsync(TopicName topic, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (EmbedTarget.Read(topic) is { } embed)
        {
            return [.. await EmbedFragments.BetweenAsync(embed, LiveSnapshot.Empty with { StoppedSince = snapshot.StoppedSince }, snapshot, renderer), await EmbedFragments.NoticeAsync(embed, snapshot, renderer)];
        }

        var (view, fragments) = (topic.View!, new FragmentList(renderer, topic.Culture!));
        if (OwnerOf(topic) is { } owner)
        {
            await owner.AddAsync(fragments, view, LiveSnapshot.Empty, snapshot);
        }

        if (Changes(topic))
        {
            await AddNoticeAsync(fragments, snapshot);
        }

        return fragments.Found;
    }

    /// <summary>The parts of a view that differ between two snapshots.</summary>
    public async Task<IReadOnlyList<Fragment>> ChangesAsync(TopicName topic, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (EmbedTarget.Read(topic) is { } embed)
        {
            var earlier = from.Sequence == to.Sequence ? to with { StoppedSince = from.StoppedSince } : from;
            return await EmbedFragments.BetweenAsync(embed, earlier, to, renderer);
        }

        var (view, fragments) = (topic.View!, new FragmentList(renderer, topic.Culture!));
        if (OwnerOf(topic) is { } owner && owner.CanDiffer(view, from, to))
        {
            await owner.AddAsync(fragments, view, from, to);
        }

        if (from.StoppedSince != to.StoppedSince)
        {
            await AddNoticeAsync(fragments, to);
        }

        return fragments.Found;
    }

    // Asked for every followed topic and snapshot: the name is read once for each topic.
    private IViewFragments? OwnerOf(TopicName topic) =>
        _owners.GetValue(topic, topic => new Owner(topic.View is { } view ? Array.Find(_views, one => one.Owns(view)) : null)).Views;

    private static Task AddNoticeAsync(FragmentList fragments, LiveSnapshot snapshot) => fragments.AddAsync<DataNotice>(
        "data-notice", snapshot, static snapshot => new() { [nameof(DataNotice.StoppedSince)] = snapshot.StoppedSince });

    private sealed record Owner(IViewFragments? Views);
}
