using Portal.Admin.Events;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.StressEvents;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Admin;

/// <summary>Who may name stress events, and what becomes of it.</summary>
public sealed class EventActionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_name_and_a_note_are_public_with_who_gave_them_and_stand_in_the_audit()
    {
        await using var admin = await StartAsync();
        var actions = await ActionsAsync(admin, PersonRole.Proposer);

        Assert.Null((await actions.NameAsync("usdt", 2, " The cascade ", "It came at noon.", Cancellation)).Problem);
        await admin.Portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        await admin.Portal.ShownAsync();

        var one = Assert.Single((await admin.Portal.JsonAsync("/api/v1/events")).GetProperty("events").EnumerateArray());
        Assert.Equal(("The cascade", "It came at noon.", "proposer"), (one.GetProperty("name").GetString(), one.GetProperty("note").GetString(), one.GetProperty("namedBy").GetString()));
        var row = (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0];
        Assert.Equal(("event.named", "usdt/2", "proposer"), (row.Action, row.Subject, row.Person));
        Assert.Contains("\"from\":null,\"to\":{\"name\":\"The cascade\"", row.Details, StringComparison.Ordinal);
        Assert.True((await actions.ReadAsync(Cancellation)).MayName);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_same_again_is_nothing_to_write_and_what_is_too_long_or_about_nothing_is_refused()
    {
        await using var admin = await StartAsync();
        var actions = await ActionsAsync(admin, PersonRole.Owner);

        await actions.NameAsync("usdt", 2, "The cascade", null, Cancellation);
        var before = await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 50, Cancellation);
        await actions.NameAsync("usdt", 2, "The cascade", " ", Cancellation);

        Assert.Equal(before.Count, (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 50, Cancellation)).Count);
        Assert.Equal("name", (await actions.NameAsync("usdt", 2, new string('x', 81), null, Cancellation)).Problem!.Field);
        Assert.Equal("note", (await actions.NameAsync("usdt", 2, null, new string('x', 1_001), Cancellation)).Problem!.Field);
        Assert.Equal("unknown-event", (await actions.NameAsync("usdt", 3, "Nothing", null, Cancellation)).Problem!.Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_may_only_look_names_nothing()
    {
        await using var admin = await StartAsync();
        var actions = await ActionsAsync(admin, PersonRole.Viewer);

        Assert.False((await actions.ReadAsync(Cancellation)).MayName);
        await Assert.ThrowsAsync<NotAllowedException>(() => actions.NameAsync("usdt", 2, "Mine", null, Cancellation));
    }

    private static async Task<EventActions> ActionsAsync(AdminPortal admin, PersonRole role)
    {
        var current = await admin.OpenPageAsync(await admin.AddAsync(PersonRoleText.Of(role), role));
        return new EventActions(current, admin.Get<LedgerPositions>(), admin.Get<StressEventReader>(), admin.Get<StressEventNameStore>(), admin.Portal.Clock);
    }

    private static async Task<AdminPortal> StartAsync()
    {
        var admin = await AdminPortal.StartAsync();
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000");
        await admin.Portal.Market.SettleAsync(new TestLiquidation("0", "100"));
        await admin.Portal.ShownAsync();
        return admin;
    }
}
