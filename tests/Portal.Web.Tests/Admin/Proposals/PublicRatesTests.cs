using System.Text.Json;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Admin.Proposals;

/// <summary>What is decided about rates is public at once, and as it stands.</summary>
public sealed class PublicRatesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_approved_rate_is_scheduled_with_who_approved_it_and_one_taken_back_is_cancelled()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await using var follower = await HubFollower.StartAsync(portal.Admin.Portal);
        await follower.SubscribeAsync(null, "rates");

        var sequence = await DoAsync(portal, portal.Rate(TimeSpan.FromHours(2)));
        var set = await follower.MessageAsync(message => message.Method == "RatesChanged");
        Assert.Equal(("scheduled", "bob"), Describe(set.Content[0]));
        Assert.Equal(("scheduled", "bob"), Describe(await RateOfApiAsync(portal)));
        Assert.Contains("scheduled", await FundPageAsync(portal), StringComparison.Ordinal);

        await DoAsync(portal, new RateCancellation { FundId = "usdt", RateSequence = sequence, Reason = "Too early." });
        var cancelled = await follower.MessageAsync(message => message.Method == "RatesChanged" && message.Content[0].GetProperty("state").GetString() != "scheduled");
        Assert.Equal(("cancelled", "bob"), Describe(cancelled.Content[0]));
        Assert.Equal(("cancelled", "bob"), Describe(await RateOfApiAsync(portal)));
        Assert.Contains("taken back before it took effect", await FundPageAsync(portal), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_freeze_suspends_what_is_scheduled_and_everybody_is_told()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await DoAsync(portal, portal.Rate(TimeSpan.FromHours(2)));
        await using var follower = await HubFollower.StartAsync(portal.Admin.Portal);
        await follower.SubscribeAsync(null, "rates");

        Assert.Null((await portal.Carol.FreezeAsync("Looking into it.", Cancellation)).Problem);

        var told = await follower.MessageAsync(message => message.Method == "RatesChanged");
        Assert.Equal(("suspended", "bob"), Describe(told.Content[0]));
        Assert.Contains("suspended by a freeze", await FundPageAsync(portal), StringComparison.Ordinal);
    }

    private static (string? State, string? ApprovedBy) Describe(JsonElement rate) =>
        (rate.GetProperty("state").GetString(), rate.GetProperty("approvedBy")[0].GetString());

    private static async Task<JsonElement> RateOfApiAsync(ProposalPortal portal)
    {
        var rates = await portal.Admin.Portal.JsonAsync("/api/v1/rates");
        return rates.GetProperty("rates")[0];
    }

    private static Task<string> FundPageAsync(ProposalPortal portal) =>
        portal.Admin.Portal.Client.GetStringAsync(new Uri("/funds/usdt", UriKind.Relative), Cancellation);

    private static async Task<long> DoAsync(ProposalPortal portal, ProposedChange change)
    {
        var done = await portal.Bob.ApproveAsync(await portal.ProposeAsync(change), null, Cancellation);
        Assert.Null(done.Problem);
        var sequence = done.Value[0].Sequence;

        // The pages follow the ledger, a moment behind.
        await portal.Admin.Portal.ShownAsync();
        return sequence;
    }
}
