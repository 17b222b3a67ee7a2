namespace Portal.Web.Features.Compatible.Streaming;

/// <summary>Who follows which topic of one format.</summary>
internal sealed class StreamTopics
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<StreamConnection>> _followers = new(StringComparer.Ordinal);

    /// <summary>Whether nobody follows anything.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _followers.Count == 0;
            }
        }
    }

    /// <summary>The topics that somebody follows.</summary>
    public IReadOnlyList<string> Followed
    {
        get
        {
            lock (_gate)
            {
                return [.. _followers.Keys];
            }
        }
    }

    /// <summary>Whether somebody follows a topic.</summary>
    public bool IsFollowed(string topic)
    {
        lock (_gate)
        {
            return _followers.ContainsKey(topic);
        }
    }

    /// <summary>Lets a connection follow a topic, from its beginning on if it has one.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="beginning">How the topic stands. Asked for while nothing can be told, so that nothing newer is ever followed by something older.</param>
    public void Follow(StreamConnection connection, string topic, Func<ReadOnlyMemory<byte>>? beginning = null)
    {
        lock (_gate)
        {
            if (!connection.Topics.Contains(topic))
            {
                connection.Topics.Add(topic);
                if (!_followers.TryGetValue(topic, out var followers))
                {
                    _followers[topic] = followers = [];
                }

                followers.Add(connection);
            }

            if (beginning is not null)
            {
                connection.Send(beginning());
            }
        }
    }

    /// <summary>Ends it.</summary>
    public void Leave(StreamConnection connection, string topic)
    {
        lock (_gate)
        {
            if (connection.Topics.Remove(topic) && _followers.TryGetValue(topic, out var followers) && followers.Remove(connection) && followers.Count == 0)
            {
                _followers.Remove(topic);
            }
        }
    }

    /// <summary>Ends all that a connection follows.</summary>
    public void LeaveAll(StreamConnection connection)
    {
        foreach (var topic in connection.Topics.ToArray())
        {
            Leave(connection, topic);
        }
    }

    /// <summary>Hands a message to everybody who follows a topic.</summary>
    public void Tell(string topic, ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            if (_followers.TryGetValue(topic, out var followers))
            {
                foreach (var follower in followers)
                {
                    follower.Send(message);
                }
            }
        }
    }
}
