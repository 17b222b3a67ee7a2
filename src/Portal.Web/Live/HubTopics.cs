using System.Collections.Immutable;

namespace Portal.Web.Live;

/// <summary>Which topics are followed on this node, by how many connections.</summary>
public sealed class HubTopics(LiveState live)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HubTopic> _topics = new(StringComparer.Ordinal);
    private ImmutableArray<HubTopic>? _followed;
    private int _connections;

    /// <summary>Open connections on this node.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The topics that somebody follows.</summary>
    internal ImmutableArray<HubTopic> Followed
    {
        get
        {
            lock (_gate)
            {
                return _followed ??= [.. _topics.Values];
            }
        }
    }

    /// <summary>Counts a connection.</summary>
    public void Connected() => Interlocked.Increment(ref _connections);

    /// <summary>Counts a connection that ended.</summary>
    public void Disconnected() => Interlocked.Decrement(ref _connections);

    /// <summary>One more follows a topic.</summary>
    /// <remarks>
    /// A topic begins at the snapshot of this moment. Whoever answers a subscription reads a snapshot after it, so the topic's first message begins at or before that answer.
    /// </remarks>
    public void Join(TopicName name)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(name.Name, out var topic))
            {
                topic = new HubTopic(name, live.Current);
                _topics[name.Name] = topic;
                _followed = null;
            }

            topic.Followers++;
        }
    }

    /// <summary>One less follows a topic.</summary>
    public void Leave(TopicName name)
    {
        lock (_gate)
        {
            if (_topics.TryGetValue(name.Name, out var topic) && --topic.Followers == 0)
            {
                _topics.Remove(name.Name);
                _followed = null;
            }
        }
    }
}
