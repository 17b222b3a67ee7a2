using System.Collections.Immutable;

namespace Portal.Web.Live.Streams;

/// <summary>Who reads the event stream on this node, and up to which snapshot they were told.</summary>
public sealed class StreamFollowers(LiveState live)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StreamFeed> _feeds = new(StringComparer.Ordinal);
    private LiveSnapshot _told = LiveSnapshot.Empty;
    private int _connections;

    /// <summary>Open connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The snapshot that everybody was told up to.</summary>
    internal LiveSnapshot Told => Volatile.Read(ref _told);

    /// <summary>All connections.</summary>
    internal IReadOnlyList<StreamConnection> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _feeds.Values.SelectMany(static feed => feed.Connections)];
            }
        }
    }

    /// <summary>One more reads.</summary>
    /// <returns>The snapshot that its first message goes on from: what it is told so far ends there, so nothing comes twice and nothing falls between.</returns>
    internal LiveSnapshot Join(StreamConnection connection)
    {
        lock (_gate)
        {
            if (_feeds.Count == 0)
            {
                Volatile.Write(ref _told, live.Current);
            }

            var name = NameOf(connection);
            var feed = _feeds.GetValueOrDefault(name) ?? new StreamFeed(connection.Topics, []);
            _feeds[name] = feed with { Connections = feed.Connections.Add(connection) };
            _connections++;
            return _told;
        }
    }

    /// <summary>One less reads.</summary>
    internal void Leave(StreamConnection connection)
    {
        lock (_gate)
        {
            var feed = _feeds[NameOf(connection)];
            _connections--;
            if (feed.Connections.Count == 1)
            {
                _feeds.Remove(NameOf(connection));
                return;
            }

            _feeds[NameOf(connection)] = feed with { Connections = feed.Connections.Remove(connection) };
        }
    }

    /// <summary>Begins to tell everybody who is here now what lies between two snapshots; null when there is nothing to tell or nobody to hear it.</summary>
    internal StreamTurn? Begin(LiveSnapshot snapshot)
    {
        lock (_gate)
        {
            if (snapshot.Revision <= _told.Revision)
            {
                return null;
            }

            var from = _told;
            Volatile.Write(ref _told, snapshot);
            return _feeds.Count == 0 ? null : new StreamTurn(from, snapshot, [.. _feeds.Values]);
        }
    }

    private static string NameOf(StreamConnection connection) =>
        string.Join(',', connection.Topics.Select(static topic => topic.Name).Order(StringComparer.Ordinal));
}

/// <summary>Those who follow the same topics: they are sent the same bytes.</summary>
/// <param name="Topics">The topics.</param>
/// <param name="Connections">The connections.</param>
internal sealed record StreamFeed(IReadOnlyList<TopicName> Topics, ImmutableHashSet<StreamConnection> Connections);

/// <summary>What is told at once, and to whom.</summary>
/// <param name="From">Everybody knows this.</param>
/// <param name="To">Everybody shall know this.</param>
/// <param name="Feeds">Who.</param>
internal sealed record StreamTurn(LiveSnapshot From, LiveSnapshot To, IReadOnlyList<StreamFeed> Feeds);
