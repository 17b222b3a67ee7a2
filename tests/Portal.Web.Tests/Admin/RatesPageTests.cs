using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.Proposals;
using Portal.Admin.Pages.Rates;
using Portal.Admin.Proposals;
using Portal.Admin.Proposals.Changes;
using Portal.Admin.Rates;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.Proposals;
using Portal.Storage.Rollups;
using Portal.Web.Tests.Admin.Proposals;
using Radzen;

namespace Portal.Web.Tests.Admin;

/// <summary>The page of rates, on a real database.</summary>
public sealed class RatesPageTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_viewer_sees_every_rate_with_who_and_why_and_no_form()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await SetAsync(portal, portal.Rate(TimeSpan.FromMinutes(15)));
        var page = await OpenAsync(portal, await portal.Admin.AddAsync("victor", PersonRole.Viewer));

        var card = page.WaitForElement(".admin-cards li");

        var text = PlainText.Of(card);
        Assert.Contains("2 % of all fees scheduled", text, StringComparison.Ordinal);
        Assert.Contains("Takes effect in 15 min.", text, StringComparison.Ordinal);
        Assert.Contains("Proposed by alice, approved by bob", text, StringComparison.Ordinal);
        Assert.Contains("More cover.", text, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
        Assert.Empty(page.FindAll("input, textarea"));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_wrong_is_said_beside_its_field()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var page = await OpenAsync(portal, portal.Proposer);
        page.WaitForElement("input[name=rate-share]").Change("0.00001");
        page.Find("input[name=rate-effective]").Change("tomorrow");

        await PressAsync(page, "Preview");

        await page.WaitForAssertionAsync(() => Assert.Contains("finer than one part per million", page.Find("#rate-share-problem").TextContent, StringComparison.Ordinal));
        Assert.Contains("'tomorrow' is no time", page.Find("#rate-effective-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("input[name=rate-share]").GetAttribute("aria-invalid"));

        page.Find("input[name=rate-share]").Change("2.5 %");
        page.Find("input[name=rate-effective]").Change("2026-03-01T12:05");
        page.Find("textarea[name=reason-rate]").Input("Because.");
        await PressAsync(page, "Preview");

        await page.WaitForAssertionAsync(() => Assert.Contains("less than 10 minutes from now", page.Find("#rate-effective-problem").TextContent, StringComparison.Ordinal));
        Assert.Equal(string.Empty, page.Find("#rate-share-problem").TextContent);

        page.Find("input[name=rate-effective]").Change("2026-03-01T15:00");
        page.Find("textarea[name=reason-rate]").Input(new string('x', 501));
        Assert.Contains("1 too many", page.Find("#reason-rate-about").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "Preview");

        await page.WaitForAssertionAsync(() => Assert.Contains("more than 500", page.Find("#reason-rate-problem").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".admin-preview"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_preview_shows_facts_effect_and_entry_and_what_was_looked_at_is_proposed()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var page = await OpenAsync(portal, portal.Proposer);
        page.WaitForElement("input[name=rate-share]").Change("2.5");
        page.Find("input[name=rate-market]").Change(" BTCUSDT ");
        page.Find("textarea[name=reason-rate]").Input(" More cover. ");
        Assert.Equal("As everybody will read it: More cover.", PlainText.Of(page.Find(".admin-words")));

        await PressAsync(page, "Preview");

        var preview = PlainText.Of(await page.WaitForElementAsync(".admin-preview"));
        Assert.Equal(["nothing", "2.5 % (25000 ppm)"], page.FindAll(".admin-preview .admin-facts-table tbody tr:first-child td").Select(PlainText.Of));
        Assert.Contains("all fees on BTCUSDT", preview, StringComparison.Ordinal);
        Assert.Contains("2026-03-01 13:00:00 UTC", preview, StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Contains("the last 30 days", page.Find(".admin-preview").TextContent, StringComparison.Ordinal));
        Assert.Contains("\"reason\":\"More cover.\"", preview, StringComparison.Ordinal);

        await PressAsync(page, "Propose");

        var row = Assert.Single(await portal.Admin.Get<ProposalStore>().ReadOpenAsync(10, Cancellation));
        await page.WaitForAssertionAsync(() => Assert.EndsWith($"admin/proposals/{row.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var change = Assert.IsType<RateChange>(ProposedChange.FromJson(row.Payload));
        Assert.Equal(("BTCUSDT", null, 25_000, "More cover."), (change.Market, change.FeeKind, change.SharePpm, change.Reason));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_effect_is_that_on_the_fees_which_were_settled_in_the_last_days()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await portal.Admin.Portal.Market.SetRateAsync("usdt", 10_000, portal.Clock.Now.AddDays(-60));
        foreach (var (days, amount) in new[] { (0, "100"), (6, "20"), (7, "4000"), (29, "50"), (30, "7000") })
        {
            await SettleFeeAsync(portal, amount, portal.Clock.Now.AddDays(-days));
        }

        var page = await OpenAsync(portal, portal.Proposer);
        page.WaitForElement("input[name=rate-share]").Change("3");
        page.Find("textarea[name=reason-rate]").Input("More cover.");
        await PressAsync(page, "Preview");

        await page.WaitForElementAsync(".admin-preview table:not(.admin-facts-table)");
        Assert.Equal(
            ["the last 7 days 120.00 USDT 0.00 USDT 1.20 USDT 3.60 USDT +2.40 USDT", "the last 30 days 4170.00 USDT 0.00 USDT 41.70 USDT 125.10 USDT +83.40 USDT"],
            page.FindAll(".admin-preview table:not(.admin-facts-table) tbody tr").Select(row => string.Join(' ', row.Children.Select(PlainText.Of))));
        Assert.Contains("would have decided 4 in 30 days", page.Find(".admin-preview").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=note]"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_decides_on_a_rate_sees_the_same_effect_as_whoever_proposed_it()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await SettleFeeAsync(portal, "100", portal.Clock.Now);
        var id = await portal.ProposeAsync(portal.Rate(TimeSpan.FromHours(3)));
        var dora = await portal.Admin.AddAsync("dora", PersonRole.Approver);
        await ServeAsync(portal, dora);
        Services.AddSingleton(await portal.ReadingOfAsync(dora));

        var page = Render<ProposalPage>(parameters => parameters.Add(one => one.Id, id));

        Assert.Equal(
            "the last 7 days 100.00 USDT 0.00 USDT 0.00 USDT 2.00 USDT +2.00 USDT",
            string.Join(' ', (await page.WaitForElementAsync("[aria-label='Effect on the fees of the last days'] tbody tr")).Children.Select(PlainText.Of)));
        Assert.Contains(page.FindAll("button"), static button => PlainText.Of(button) == "Approve");
    }

    [Fact]
    public void Where_days_are_older_than_the_count_of_fees_it_is_said_from_which_entry_on_they_are_counted()
    {
        var window = new RateWindow(30, DateTimeOffset.UnixEpoch, new Asset("USDT", 2), new RateEffect(0, 0, 0, 0, 0), new FeeRollupStart(41, 60_000));

        var effects = Render<RateEffects>(parameters => parameters.Add(one => one.Windows, [window]));

        Assert.Equal(
            "Fees settled until 1970-01-01 00:01 UTC (entry 41) were not counted in this way and are missing here.", PlainText.Of(effects.Find("[role=note]")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_field_that_changes_after_the_preview_takes_it_away()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var page = await OpenAsync(portal, portal.Proposer);
        page.WaitForElement("input[name=rate-share]").Change("2.5");
        page.Find("textarea[name=reason-rate]").Input("More cover.");
        await PressAsync(page, "Preview");
        await page.WaitForElementAsync(".admin-preview");

        page.Find("input[name=rate-share]").Change("25");

        Assert.Empty(page.FindAll(".admin-preview"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_scheduled_rate_is_taken_back_by_a_proposal_with_a_reason()
    {
        await using var portal = await ProposalPortal.StartAsync();
        var sequence = await SetAsync(portal, portal.Rate(TimeSpan.FromHours(3)));
        var page = await OpenAsync(portal, portal.Proposer);

        page.WaitForElement("button[aria-label^='Take back']").Click();
        await PressAsync(page, "Propose to take it back");
        await page.WaitForAssertionAsync(() => Assert.Contains("is empty", page.Find($"#take-back-{sequence}-problem").TextContent, StringComparison.Ordinal));
        page.Find($"textarea[name=take-back-{sequence}]").Input("Too early.");
        await PressAsync(page, "Propose to take it back");

        await page.WaitForAssertionAsync(() => Assert.Contains("admin/proposals/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var row = Assert.Single(await portal.Admin.Get<ProposalStore>().ReadOpenAsync(10, Cancellation));
        Assert.Equal(new RateCancellation { FundId = "usdt", RateSequence = sequence, Reason = "Too early." }, ProposedChange.FromJson(row.Payload));
    }

    [Fact(Timeout = 120_000)]
    public async Task In_the_last_five_minutes_a_rate_can_not_be_taken_back_any_more()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await SetAsync(portal, portal.Rate(TimeSpan.FromMinutes(12)));
        portal.Clock.Now += TimeSpan.FromMinutes(8);

        var page = await OpenAsync(portal, portal.Proposer);

        Assert.True(page.WaitForElement("button[aria-label^='Take back']").HasAttribute("disabled"));
        Assert.Contains("in the last 5 minutes it stands", page.Find(".admin-cards").TextContent, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_frozen_rate_is_suspended_and_one_whose_time_came_meanwhile_has_lapsed()
    {
        await using var portal = await ProposalPortal.StartAsync();
        await SetAsync(portal, portal.Rate(TimeSpan.FromMinutes(15)));
        Assert.Null((await portal.Carol.FreezeAsync("Looking into it.", Cancellation)).Problem);
        var reading = await ReadingOfAsync(portal, portal.Proposer);
        var board = RateBoard.Of((await reading.ReadAsync(Cancellation)).State, portal.Clock.Now);
        Assert.Equal(RateStanding.Suspended, Assert.Single(board.Funds.Single().Standing).Standing);

        portal.Clock.Now += TimeSpan.FromMinutes(20);
        var end = await portal.ProposeAsync(new FreezeEnd { Reason = "All is well." });
        Assert.Null((await portal.Bob.ApproveAsync(end, null, Cancellation)).Problem);
        board = RateBoard.Of((await reading.ReadAsync(Cancellation)).State, portal.Clock.Now);

        Assert.Equal(RateStanding.Lapsed, Assert.Single(board.Funds.Single().Ended).Standing);
    }

    [Theory]
    [InlineData(59, "less than a minute")]
    [InlineData(60, "1 min")]
    [InlineData((3 * 3600) + 59, "3 h 0 min")]
    [InlineData((2 * 86_400) + (5 * 3600) + 3599, "2 d 5 h")]
    public void A_countdown_never_promises_more_time_than_there_is(int seconds, string text) =>
        Assert.Equal(text, RateLine.SpanText(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("12:00", "13:00")]
    [InlineData("12:39", "13:00")]
    [InlineData("12:40", "14:00")]
    [InlineData("23:50", "01:00")]
    public void The_first_time_offered_is_a_full_hour_with_time_to_approve(string now, string offered)
    {
        var at = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(offered, RateForm.NextHour(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<long> SetAsync(ProposalPortal portal, RateChange rate)
    {
        var done = await portal.Bob.ApproveAsync(await portal.ProposeAsync(rate), null, Cancellation);
        Assert.Null(done.Problem);
        return done.Value[0].Sequence;
    }

    private static async Task SettleFeeAsync(ProposalPortal portal, string amount, DateTimeOffset start)
    {
        var fee = new FeeAccrual
        {
            ExternalId = "fee",
            FundId = "usdt",
            AssetCode = "USDT",
            Amount = DecimalNumber.Read(amount, "amount").Value,
            PeriodStart = start,
            PeriodEnd = start.AddSeconds(1),
        };
        var input = new SettlementInput("engine", portal.Clock.Now, IsReplay: false, new string('0', 64), AccountCommitment: null);
        var written = await portal.Admin.Get<DecisionStore>().WriteAsync(state => ImmutableArray.Create(FeeSettlement.Settle(state, fee, input).Value), Cancellation);
        Assert.Null(written.Problem);
    }

    private static async Task<RateReading> ReadingOfAsync(ProposalPortal portal, TestPerson person) =>
        ActivatorUtilities.CreateInstance<RateReading>(portal.Admin.Portal.Services, await portal.Admin.OpenPageAsync(person));

    private static Task PressAsync(IRenderedComponent<RatesPage> page, string text) =>
        page.FindAll("button").First(button => PlainText.Of(button) == text).ClickAsync(new());

    private async Task<IRenderedComponent<RatesPage>> OpenAsync(ProposalPortal portal, TestPerson person)
    {
        await ServeAsync(portal, person);
        return Render<RatesPage>();
    }

    private async Task ServeAsync(ProposalPortal portal, TestPerson person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(portal.Clock);
        Services.AddSingleton(await portal.DeskOfAsync(person));
        Services.AddSingleton(await ReadingOfAsync(portal, person));
    }
}
