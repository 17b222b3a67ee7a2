using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.Sources;
using Portal.Admin.Sources;
using Portal.Storage.Audit;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Worker.Intake;
using Radzen;

namespace Portal.Web.Tests.Admin;

/// <summary>The page of sources, on a real database.</summary>
public sealed class SourcesPageTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_owner_makes_a_key_and_sees_its_secret_this_once()
    {
        await using var admin = await AdminPortal.StartAsync();
        var page = await OpenAsync(admin, PersonRole.Owner);
        await page.WaitForAssertionAsync(() => Assert.Contains("nobody has a key", page.Markup, StringComparison.Ordinal));

        await page.Find("input[name=new-source]").ChangeAsync("engine");
        await Button(page, "Make a key").ClickAsync(new());

        var secret = admin.Get<MasterSecret>().IntakeSecret("engine/1");
        await page.WaitForAssertionAsync(() => Assert.Equal(secret, page.Find("[data-source=engine] [data-secret]").TextContent));
        Assert.Contains("nothing has come yet", page.Markup, StringComparison.Ordinal);
        await Button(page, "I have stored it").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_name_that_can_not_be_taken_is_told_beside_the_field()
    {
        await using var admin = await AdminPortal.StartAsync();
        var page = await OpenAsync(admin, PersonRole.Owner);

        await page.WaitForElement("input[name=new-source]").ChangeAsync("two words");
        await Button(page, "Make a key").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("'two words' is not a name", page.Find("#new-source-problem").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find("input[name=new-source]").GetAttribute("aria-invalid"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_key_is_replaced_with_an_overlap_and_the_page_says_until_when_the_old_one_works()
    {
        await using var admin = await AdminPortal.StartAsync();
        await AddKeyAsync(admin);
        var page = await OpenAsync(admin, PersonRole.Owner);

        await page.WaitForElement("button[aria-label='Replace the key of engine']").ClickAsync(new());
        await Button(page, "Make the new key").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Equal(admin.Get<MasterSecret>().IntakeSecret("engine/2"), page.Find("[data-secret]").TextContent));
        var until = admin.Portal.Clock.Now.AddHours(24).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"works until {until}", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button[aria-label='Replace the key of engine']"));
        Assert.Equal(("key.rotated", "engine/2"), await NewestAsync(admin));
    }

    [Fact(Timeout = 120_000)]
    public async Task Before_a_key_is_revoked_the_page_says_what_stops_working_and_nothing_happens_without_a_yes()
    {
        await using var admin = await AdminPortal.StartAsync();
        await AddKeyAsync(admin);
        var page = await OpenAsync(admin, PersonRole.Owner);

        await page.WaitForElement("button[aria-label='Revoke engine/1']").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("only key that works: nothing from engine is taken", page.Find(".admin-confirm").TextContent, StringComparison.Ordinal));
        await Button(page, "Keep it").ClickAsync(new());
        Assert.Null(Assert.Single(await admin.Get<IntakeKeyStore>().ReadAllAsync(Cancellation)).RevokedAtMs);

        await page.Find("button[aria-label='Revoke engine/1']").ClickAsync(new());
        await Button(page, "Revoke engine/1 now").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Equal("no key works", page.Find(".source-standing").TextContent));
        Assert.NotNull(Assert.Single(await admin.Get<IntakeKeyStore>().ReadAllAsync(Cancellation)).RevokedAtMs);
        Assert.Equal(("key.revoked", "engine/1"), await NewestAsync(admin));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_approver_pauses_with_a_reason_and_resumes_but_is_offered_no_keys()
    {
        await using var admin = await AdminPortal.StartAsync();
        await AddKeyAsync(admin);
        var page = await OpenAsync(admin, PersonRole.Approver);

        await page.WaitForElement("button[aria-label='Pause engine…']").ClickAsync(new());
        Assert.Empty(page.FindAll("button[aria-label='Revoke engine/1'], button[aria-label='Replace the key of engine'], input[name=new-source]"));
        await Button(page, "Pause engine").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("Say why", page.Find("#source-engine-reason-problem").TextContent, StringComparison.Ordinal));
        await page.Find("input[name=source-engine-reason]").ChangeAsync("wrong prices");
        await Button(page, "Pause engine").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Paused by person", page.Markup, StringComparison.Ordinal));
        Assert.Contains("wrong prices", page.Markup, StringComparison.Ordinal);
        await page.Find("button[aria-label='Resume engine']").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.DoesNotContain("Paused by", page.Markup, StringComparison.Ordinal));
        Assert.Equal(("source.resumed", "engine"), await NewestAsync(admin));
    }

    [Fact(Timeout = 120_000)]
    public async Task Sources_without_a_key_are_listed_and_paused_like_any_other_and_one_that_nobody_knows_is_not()
    {
        await using var admin = await AdminPortal.StartAsync();
        var now = admin.Portal.Clock.Now.ToUnixTimeMilliseconds();
        string[] names = ["mirror:okx", "rabbitmq", "replay:deficits"];
        await admin.Get<LedgerStore>().AppendAsync(
            new LedgerAppend { ExpectedSequence = 0, TreeEdge = [], Sources = [.. names.Select(name => new SourceChange(name, now, Settled: 1))] }, Cancellation);
        var page = await OpenAsync(admin, PersonRole.Approver);
        await page.WaitForAssertionAsync(() => Assert.Equal(names, page.FindAll("[data-source]").Select(card => card.GetAttribute("data-source"))));

        await page.Find("button[aria-label='Pause mirror:okx…']").ClickAsync(new());
        await page.Find("input[name=source-mirror-okx-reason]").ChangeAsync("wrong side");
        await Button(page, "Pause mirror:okx").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Paused by person", page.Markup, StringComparison.Ordinal));
        Assert.Equal("mirror:okx", Assert.Single(await admin.Get<SourcePauseStore>().ReadAllAsync(Cancellation)).Source);
        Assert.Equal(("source.paused", "mirror:okx"), await NewestAsync(admin));
        Assert.Equal("unknown-source", (await Services.GetRequiredService<SourceActions>().PauseAsync("nobody", "why", Cancellation))?.Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task Figures_of_a_source_are_shown_and_silence_is_called_so()
    {
        await using var admin = await AdminPortal.StartAsync();
        await AddKeyAsync(admin);
        var now = admin.Portal.Clock.Now.ToUnixTimeMilliseconds();
        await admin.Get<LedgerStore>().AppendAsync(
            new LedgerAppend
            {
                ExpectedSequence = 0,
                TreeEdge = [],
                Sources = [new SourceChange("engine", now, SourceSequence: 9, Gaps: 2, Settled: 3590, Rejected: 5, SettledAtMs: now, OccurredAtMs: now - 420, ProblemCode: "negative-margin", ProblemField: "margin")],
            },
            Cancellation);

        var page = await OpenAsync(admin, PersonRole.Viewer);

        await page.WaitForAssertionAsync(() => Assert.Equal("sending", page.Find(".source-standing").TextContent));
        foreach (var text in (string[])["3,595: 3,590 settled", "72/s over the last minute", "1.00/s over the last hour", "420 ms", "5 rejected", "2 of its own numbers are missing", "negative-margin in margin"])
        {
            Assert.Contains(text, page.Markup, StringComparison.Ordinal);
        }

        admin.Portal.Clock.Now += SourceView.SilentAfter;
        Assert.Equal(SourceStanding.Silent, (await Reading(admin, await admin.OpenPageAsync(await admin.AddAsync("bob"))).ReadAsync(Cancellation)).Sources[0].Standing);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_was_an_owner_when_the_page_was_opened_revokes_nothing_with_it_later()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("root");
        await AddKeyAsync(admin);
        var page = await OpenAsync(admin, PersonRole.Owner);
        await page.WaitForElement("button[aria-label='Revoke engine/1']").ClickAsync(new());
        var button = page.WaitForElement(".admin-confirm button");
        var person = await admin.Get<PersonStore>().FindByEmailAsync("PERSON@EXAMPLE.ORG", Cancellation);
        var audit = new AuditDraft(admin.Portal.Clock.Now, "root", "test", "person.disabled", "person");
        await admin.Get<PersonStore>().DisableAsync(new PersonChange(person!.PersonId, "another-stamp", audit), Cancellation);

        await button.ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("no longer signed in", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("engine", page.Markup, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await admin.Get<IntakeKeyStore>().ReadAllAsync(Cancellation)).RevokedAtMs);
    }

    private static Task<IntakeKeyRow?> AddKeyAsync(AdminPortal admin) => admin.Get<IntakeKeyStore>().AddAsync("engine", admin.Portal.Clock.Now, Cancellation);

    private static async Task<(string Action, string Subject)> NewestAsync(AdminPortal admin)
    {
        var row = (await admin.Get<AuditStore>().ReadPageAsync("person", null, null, 1, Cancellation))[0];
        return (row.Action, row.Subject);
    }

    private static IElement Button(IRenderedComponent<SourcesPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text && !button.HasAttribute("aria-label"));

    private static SourceReading Reading(AdminPortal admin, Portal.Admin.Sessions.CurrentPerson current) =>
        new(current, admin.Get<SourceStore>(), admin.Get<IntakeKeyStore>(), admin.Get<SourcePauseStore>(), admin.Portal.Clock);

    private async Task<IRenderedComponent<SourcesPage>> OpenAsync(AdminPortal admin, PersonRole role)
    {
        var current = await admin.OpenPageAsync(await admin.AddAsync("person", role));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(admin.Portal.Clock);
        Services.AddSingleton(Reading(admin, current));
        Services.AddSingleton(new SourceActions(
            current, admin.Get<SourceStore>(), admin.Get<IntakeKeyStore>(), admin.Get<SourcePauseStore>(), admin.Get<IntakeSecrets>(), admin.Portal.Clock));
        return Render<SourcesPage>();
    }
}
