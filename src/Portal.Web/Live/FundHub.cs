using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>The public's live connection. Keeps no state and takes no orders: a client says what it follows and from where.</summary>
public sealed class FundHub(HubTopics topics, SubscriptionAnswers answers, PageFragments pages, RefusalLog refusals, IOptions<HubLimits> limits) : Hub<IFundClient>
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/fund";

    private static readonly object FollowedKey = new();

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        topics.Connected();
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var topic in Followed().Where(pages.Changes))
        {
            topics.Leave(topic);
        }

        topics.Disconnected();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Follows topics and answers what was missed since a sequence, or where they stand.</summary>
    /// <param name="names">The topics.</param>
    /// <param name="fromSequence">What the client has already; null for nothing.</param>
    [HubMethodName("Subscribe")]
    public async Task<SubscriptionAnswer> SubscribeAsync(IReadOnlyList<string> names, long? fromSequence)
    {
        if (names is null or { Count: 0 })
        {
            throw new HubException("topics: at least one is needed.");
        }

        var followed = Followed();
        var asked = names.Distinct(StringComparer.Ordinal).Select(answers.Find).ToArray();
        if (followed.Count + asked.Count(topic => !followed.Contains(topic)) > limits.Value.TopicsPerConnection)
        {
            refusals.Note(VisitorAddress.Of(Context.GetHttpContext()), "topics of one connection");
            throw new HubException($"topics: a connection follows at most {limits.Value.TopicsPerConnection}.");
        }

        // First everything to come, then everything so far: what is in both the client drops, and nothing falls between.
        foreach (var topic in asked.Where(topic => followed.Add(topic) && pages.Changes(topic)))
        {
            topics.Join(topic);
            await Groups.AddToGroupAsync(Context.ConnectionId, topic.GroupOf(Context.ConnectionId), Context.ConnectionAborted);
        }

        return await answers.AnswerAsync(asked, fromSequence, Context.ConnectionAborted);
    }

    // The connection's, not the hub's: a hub lives for one call.
    private HashSet<TopicName> Followed()
    {
        if (!Context.Items.TryGetValue(FollowedKey, out var known))
        {
            Context.Items[FollowedKey] = known = new HashSet<TopicName>();
        }

        return (HashSet<TopicName>)known!;
    }
}
