using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.Sources;
using Portal.Admin.Sources;
using Portal.Storage.Intake;
using Portal.Storage.People;
using Radzen;

namespace Portal.Web.Tests.Admin;

/// <summary>What a source's card says of it, and what it offers to whom.</summary>
public sealed class SourceCardTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly IntakeKeyRow Key = new("engine/1", "engine", 1, Ms(Now.AddDays(-9)), RevokedAtMs: null);

    private static readonly SourceView Sending = new()
    {
        Source = "engine",
        At = Now,
        Keys = [Key],
        State = new SourceStateRow("engine", Ms(Now.AddSeconds(-3)), null, 0, 10, 0, 0, 0, 0),
        MinuteRate = 1,
        HourRate = 1,
    };

    [Fact]
    public void A_source_is_silent_from_five_minutes_on_and_not_before()
    {
        Assert.Equal("sending", Standing(Seen(SourceView.SilentAfter - TimeSpan.FromSeconds(1))));
        Assert.Equal("silent for 5 min", Standing(Seen(SourceView.SilentAfter)));
        Assert.Equal("nothing has come yet", Standing(Sending with { State = null }));

        static SourceView Seen(TimeSpan ago) => Sending with { State = Sending.State! with { LastSeenAtMs = Ms(Now - ago) } };
    }

    [Fact]
    public void A_key_that_has_ended_by_overlap_no_longer_works_and_one_that_is_ending_says_until_when()
    {
        Assert.Equal("no key works", Standing(Sending with { Keys = [Key with { EndsAtMs = Ms(Now) }] }));
        Assert.Equal("sending", Standing(Sending with { Keys = [Key with { EndsAtMs = Ms(Now.AddMilliseconds(1)) }] }));

        IntakeKeyRow[] rotated = [Key with { KeyId = "engine/2", Generation = 2 }, Key with { EndsAtMs = Ms(Now.AddHours(-1)) }];
        var card = Open(Sending with { Keys = [.. rotated] }, mayDoKeys: true);
        Assert.Contains("ended 2026-03-01 11:00 UTC", card.Find("details").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("button[aria-label='Revoke engine/1']"));
        Assert.NotNull(card.Find("button[aria-label='Replace the key of engine']"));

        var ending = Open(Sending with { Keys = [rotated[0], rotated[1] with { EndsAtMs = Ms(Now.AddHours(1)) }] }, mayDoKeys: true);
        Assert.Contains("works until 2026-03-01 13:00 UTC", ending.Markup, StringComparison.Ordinal);
        Assert.Empty(ending.FindAll("button[aria-label='Replace the key of engine']"));
    }

    [Fact]
    public void A_paused_source_says_who_paused_it_and_why_and_can_only_be_resumed()
    {
        var paused = Sending with { Pause = new SourcePauseRow("engine", Ms(Now.AddHours(-1)), "bob", "wrong prices"), Keys = [Key with { RevokedAtMs = 1 }] };

        var card = Open(paused, mayPause: true);

        Assert.Equal("paused", card.Find(".source-standing").TextContent);
        Assert.Contains("Paused by bob on 2026-03-01 11:00 UTC: wrong prices", card.Markup, StringComparison.Ordinal);
        Assert.NotNull(card.Find("button[aria-label='Resume engine']"));
        Assert.Empty(card.FindAll("button[aria-label='Pause engine…']"));
        Assert.Empty(Open(paused).FindAll("button"));
    }

    [Theory]
    [InlineData("rabbitmq", false, "Messages stay in their queue", "message queue")]
    [InlineData("mirror:okx", false, "counts as a gap", "public stream")]
    [InlineData("replay:deficits", false, "goes on where it stopped", "recorded file")]
    [InlineData("engine", true, "503 with Retry-After", null)]
    public async Task However_a_source_comes_it_can_be_paused_and_the_card_says_what_becomes_of_what_it_sends(string name, bool hasKey, string effect, string? origin)
    {
        var card = Open(Sending with { Source = name, Keys = hasKey ? [Key] : [] }, mayPause: true);

        Assert.Equal(origin is not null, card.Markup.Contains("It has no key", StringComparison.Ordinal));
        Assert.Contains(origin ?? name, card.Markup, StringComparison.Ordinal);
        await card.Find($"button[aria-label='Pause {name}…']").ClickAsync(new());

        Assert.Contains(effect, card.Find(".admin-confirm").TextContent, StringComparison.Ordinal);
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private string Standing(SourceView view) => Open(view).Find(".source-standing").TextContent;

    private IRenderedComponent<SourceCard> Open(SourceView view, bool mayDoKeys = false, bool mayPause = false)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        if (Services.All(static service => service.ServiceType != typeof(SourceActions)))
        {
            Services.AddRadzenComponents();

            // Nothing here acts: what acting does is tested on a real database.
            Services.AddSingleton(new SourceActions(null!, null!, null!, null!, null!, TimeProvider.System));
        }

        return Render<SourceCard>(parameters => parameters.Add(card => card.View, view).Add(card => card.MayDoKeys, mayDoKeys).Add(card => card.MayPause, mayPause));
    }
}
