using System.Net;
using Portal.Admin.Embeds;
using Portal.Admin.Sessions;
using Portal.Admin.Sources;
using Portal.Settlement;
using Portal.Storage.Audit;
using Portal.Storage.Intake;
using Portal.Storage.People;
using Portal.Storage.Settings;

namespace Portal.Web.Tests.Admin;

/// <summary>Who may do what with sources and embeds, however the action is reached.</summary>
public sealed class SourceActionsTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    // Every action, with the least role that may do it. In this order each of them finds what it needs.
    private static readonly (string Name, PersonRole Least, Func<Doing, Task<Problem?>> Do)[] Actions =
    [
        ("add", PersonRole.Owner, static async doing => (await doing.Sources.AddKeyAsync("other", Cancellation)).Problem),
        ("rotate", PersonRole.Owner, static async doing => (await doing.Sources.RotateKeyAsync("engine", Overlap, Cancellation)).Problem),
        ("revoke", PersonRole.Owner, static doing => doing.Sources.RevokeKeyAsync("engine", "engine/1", Cancellation)),
        ("pause", PersonRole.Approver, static doing => doing.Sources.PauseAsync("engine", "wrong prices", Cancellation)),
        ("resume", PersonRole.Approver, static doing => doing.Sources.ResumeAsync("engine", Cancellation)),
        ("embeds", PersonRole.Owner, static async doing => (await doing.Embeds.SaveAsync(EmbedAudience.Nobody, null, EmbedTheme.Dark, Cancellation)).Problem),
    ];

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Each_action_is_refused_to_every_lower_role_and_done_for_the_others()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("root");
        foreach (var role in Enum.GetValues<PersonRole>())
        {
            var person = await admin.AddAsync($"person-{PersonRoleText.Of(role)}", role);
            var doing = await DoingAsync(admin, person);
            await admin.Get<IntakeKeyStore>().AddAsync("engine", admin.Portal.Clock.Now, Cancellation);
            foreach (var action in Actions)
            {
                var seen = await SeenAsync(admin);
                if (role >= action.Least)
                {
                    Assert.True(await action.Do(doing) is null, $"{action.Name} by {role}");
                    Assert.Equal(person.Handle, (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Person);
                }
                else
                {
                    Assert.Equal(action.Least, (await Assert.ThrowsAsync<NotAllowedException>(() => action.Do(doing))).Needed);
                    Assert.Equal(seen, await SeenAsync(admin));
                }
            }
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_is_signed_out_or_has_lost_the_role_while_the_page_is_open_does_nothing()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("root");
        await admin.Get<IntakeKeyStore>().AddAsync("engine", admin.Portal.Clock.Now, Cancellation);
        var (demoted, shutOut) = (await admin.AddAsync("bob"), await admin.AddAsync("eve"));
        Doing[] open = [await DoingAsync(admin, demoted), await DoingAsync(admin, shutOut)];
        var people = admin.Get<PersonStore>();
        var audit = new AuditDraft(admin.Portal.Clock.Now, "root", "test", "person.role-changed", "bob");
        await people.SetRoleAsync(new PersonChange(demoted.PersonId, "another-stamp", audit), PersonRole.Viewer, Cancellation);
        await people.DisableAsync(new PersonChange(shutOut.PersonId, "another-stamp", audit), Cancellation);
        var seen = await SeenAsync(admin);

        foreach (var (doing, action) in open.SelectMany(_ => Actions, static (doing, action) => (doing, action)))
        {
            Assert.False((await Assert.ThrowsAsync<NotAllowedException>(() => action.Do(doing))).IsSignedIn);
        }

        await Assert.ThrowsAsync<NotAllowedException>(() => open[0].Reading.ReadAsync(Cancellation));
        await Assert.ThrowsAsync<NotAllowedException>(() => open[0].Embeds.ReadAsync(Cancellation));
        Assert.Equal(seen, await SeenAsync(admin));
    }

    [Fact(Timeout = 120_000)]
    public async Task Everybody_inside_may_open_the_page_of_sources_and_owners_alone_that_of_embeds()
    {
        await using var admin = await AdminPortal.StartAsync();
        var owner = await admin.SignInAsync(await admin.AddAsync("alice"));
        var viewer = await admin.SignInAsync(await admin.AddAsync("vera", PersonRole.Viewer));
        await admin.Get<IntakeKeyStore>().AddAsync("engine", admin.Portal.Clock.Now, Cancellation);

        var page = await viewer.GetAsync("/admin/sources");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("engine/1", page.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Revoke engine/1", page.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("new-source", page.Page, StringComparison.Ordinal);
        Assert.StartsWith("/admin/denied", (await viewer.GetAsync("/admin/embeds")).Location, StringComparison.Ordinal);
        Assert.Contains("Revoke engine/1", (await owner.GetAsync("/admin/sources")).Page, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors *", (await owner.GetAsync("/admin/embeds")).Page, StringComparison.Ordinal);
        Assert.StartsWith("/admin/sign-in?", (await admin.Browser().GetAsync("/admin/sources")).Location, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("ünïcode")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_bad_name_makes_no_key(string name)
    {
        await using var admin = await AdminPortal.StartAsync();
        var doing = await DoingAsync(admin, await admin.AddAsync("alice"));

        Assert.Equal("source", (await doing.Sources.AddKeyAsync(name, Cancellation)).Problem?.Field);
        Assert.Empty(await admin.Get<IntakeKeyStore>().ReadAllAsync(Cancellation));
    }

    [Theory]
    [InlineData("24h", 1440)]
    [InlineData("1m", 1)]
    [InlineData("30d", 43_200)]
    [InlineData("0h", null)]
    [InlineData("31d", null)]
    [InlineData("99999d", null)]
    [InlineData("-1h", null)]
    [InlineData("24", null)]
    [InlineData("h", null)]
    [InlineData("1.5h", null)]
    public void An_overlap_is_a_whole_number_of_minutes_hours_or_days(string text, int? minutes)
    {
        var read = KeyOverlap.Read(text);

        Assert.Equal(minutes, read.Problem is null ? (int)read.Value.TotalMinutes : null);
        Assert.Equal(minutes is null, read.Problem?.Field == "overlap");
    }

    private static async Task<Doing> DoingAsync(AdminPortal admin, TestPerson person)
    {
        var current = await admin.OpenPageAsync(person);
        var (keys, pauses, clock) = (admin.Get<IntakeKeyStore>(), admin.Get<SourcePauseStore>(), admin.Portal.Clock);
        return new Doing(
            new SourceActions(current, admin.Get<SourceStore>(), keys, pauses, admin.Get<IntakeSecrets>(), clock),
            new EmbedActions(current, admin.Get<PortalSettingStore>(), clock),
            new SourceReading(current, admin.Get<SourceStore>(), keys, pauses, clock));
    }

    // Everything that the actions could change.
    private static async Task<string> SeenAsync(AdminPortal admin) => string.Join(
        '|',
        string.Join(',', await admin.Get<IntakeKeyStore>().ReadAllAsync(Cancellation)),
        string.Join(',', await admin.Get<SourcePauseStore>().ReadAllAsync(Cancellation)),
        await admin.Get<PortalSettingStore>().ReadAsync(EmbedRules.SettingName, Cancellation),
        (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Sequence);

    private sealed record Doing(SourceActions Sources, EmbedActions Embeds, SourceReading Reading);
}
