using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Features.Events;

namespace Portal.Web.Tests.Features.Events;

/// <summary>The pages of stress events over sample figures.</summary>
public sealed class EventsPageTests : PageContext
{
    [Fact]
    public void The_timeline_has_a_card_for_each_event_with_its_figures_and_a_picture()
    {
        var cards = Render<EventsPage>().FindAll(".event-card");

        Assert.Equal(2, cards.Count);
        var named = PlainText.Of(cards[1]);
        Assert.StartsWith("The morning cascade", named, StringComparison.Ordinal);
        Assert.Contains("named by anna", named, StringComparison.Ordinal);
        Assert.Contains("−20.00% recovered in 3 h", named, StringComparison.Ordinal);
        Assert.Equal(["20.00 USDT", "1 h", "75", "22.00 USDT", "1.50 USDT", "once"], cards[1].QuerySelectorAll("dd").Select(PlainText.Of));
        Assert.All(cards, static card => Assert.NotNull(card.QuerySelector("svg[role=img][aria-label]")));
    }

    [Fact]
    public void An_event_without_a_name_is_called_by_fund_day_and_depth()
    {
        Assert.Equal("USDT perpetuals, 22 Nov 2026, −8.33%", PlainText.Of(Render<EventsPage>().FindAll(".event-card h2")[0]));
    }

    [Fact]
    public void The_rule_is_stated_on_the_page_also_where_nothing_was_found()
    {
        Assert.Contains("by 5% of it or more", Render<EventsPage>().Markup, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo("events?fund=btc-inverse");
        var empty = Render<EventsPage>();
        Assert.Equal("None so far.", PlainText.Of(empty.Find("#event-list")));
        Assert.Contains("by 5% of it or more", empty.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_newest_page_and_an_event_that_lasts_are_kept_current()
    {
        var lasting = Render<EventPage>(parameters => parameters.Add(one => one.FundId, "usdt").Add(one => one.Peak, 200));
        var over = Render<EventPage>(parameters => parameters.Add(one => one.FundId, "usdt").Add(one => one.Peak, 100));

        Assert.Equal("event/usdt/200", lasting.Find("[data-live-view]").GetAttribute("data-live-view"));
        Assert.Empty(over.FindAll("[data-live-view]"));
        Assert.Equal("events", Render<EventsPage>().Find("[data-live-view]").GetAttribute("data-live-view"));
    }

    [Fact]
    public void Older_events_are_one_link_away_and_funds_can_be_chosen()
    {
        var page = Render<EventsPage>();

        Assert.Equal("events?before=100", page.Find("a[rel=next]").GetAttribute("href"));
        Assert.Equal(["events", "events?fund=usdt", "events?fund=btc-inverse"], page.FindAll(".event-funds a").Select(static link => link.GetAttribute("href")));
    }

    [Fact]
    public void An_event_has_a_page_that_leads_to_its_liquidations_its_entries_and_the_chart()
    {
        var page = Render<EventPage>(parameters => parameters.Add(one => one.FundId, "usdt").Add(one => one.Peak, 100));

        Assert.Equal("The morning cascade", PlainText.Of(page.Find("h1")));
        Assert.Contains("fell from 100.00 USDT to 80.00 USDT in 1 h. It had all of it back 3 h later.", PlainText.Of(page.Find(".lede")), StringComparison.Ordinal);
        Assert.Contains("Longs were closed within minutes.", PlainText.Of(page.Find(".event-note")), StringComparison.Ordinal);
        var links = page.FindAll("a").Select(static link => link.GetAttribute("href")!).ToArray();
        Assert.Contains(links, static link => link.StartsWith("liquidations?fund=usdt&from=", StringComparison.Ordinal));
        Assert.Contains(links, static link => link.StartsWith("funds/usdt?from=", StringComparison.Ordinal));
        Assert.Subset(links.ToHashSet(), new HashSet<string> { "entries/100", "entries/105", "entries/109" });
    }
}
