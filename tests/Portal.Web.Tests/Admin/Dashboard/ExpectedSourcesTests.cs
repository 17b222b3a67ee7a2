using Portal.Admin.Dashboard;
using Portal.Storage.Intake;

namespace Portal.Web.Tests.Admin.Dashboard;

/// <summary>From whom something is expected.</summary>
public sealed class ExpectedSourcesTests
{
    private static readonly DateTimeOffset Now = SampleFigures.Now;

    private static long NowMs => Now.ToUnixTimeMilliseconds();

    [Fact]
    public void Whose_keys_were_all_revoked_or_have_ended_by_overlap_is_not_expected_and_whoever_has_one_that_works_is()
    {
        IntakeKeyRow[] keys =
        [
            Key("revoked") with { RevokedAtMs = NowMs - 1 },
            Key("ended") with { EndsAtMs = NowMs },
            Key("both") with { RevokedAtMs = NowMs - 1 },
            Key("both", 2) with { EndsAtMs = NowMs },
            Key("ending") with { EndsAtMs = NowMs + 1 },
            Key("rotated") with { EndsAtMs = NowMs },
            Key("rotated", 2) with { CreatedAtMs = NowMs - 500 },
            Key("unused"),
        ];
        SourceStateRow[] states = [.. keys.Select(key => key.Source).Distinct().Where(name => name != "unused").Append("queue").Select(State)];

        var expected = Of(states, keys);

        Assert.Equal(["ending", "queue", "rotated", "unused"], expected.Select(source => source.Source));
        Assert.Equal(Now.AddMilliseconds(-500), expected[2].KeyMadeAt);
        Assert.Equal((null, Now.AddMilliseconds(-1_000)), (expected[3].LastSeenAt, expected[3].KeyMadeAt));
        Assert.Equal((Now.AddMilliseconds(-100), null), (expected[1].LastSeenAt, expected[1].KeyMadeAt));
    }

    [Fact]
    public void A_recording_is_expected_only_to_be_resumed()
    {
        SourcePauseRow pause = new("replay:deficits", NowMs, "bob", "later");

        Assert.Empty(Of([State("replay:deficits")], []));
        Assert.Equal(pause, Assert.Single(Of([State("replay:deficits")], [], pause)).Pause);
    }

    [Fact]
    public void What_was_resumed_is_known_since_when_and_what_is_paused_by_whom()
    {
        var found = ExpectedSources.Of(
            [State("a"), State("b")], [], [new SourcePauseRow("b", NowMs - 9, "bob", "why")], [new SourceResumedRow("a", NowMs - 5)], Now);

        Assert.Equal(Now.AddMilliseconds(-5), found[0].QuietSince);
        Assert.Null(found[0].Pause);
        Assert.Equal("bob", found[1].Pause?.PausedBy);
    }

    private static System.Collections.Immutable.ImmutableArray<SourceFigures> Of(SourceStateRow[] states, IntakeKeyRow[] keys, params SourcePauseRow[] paused) =>
        ExpectedSources.Of(states, keys, paused, [], Now);

    private static IntakeKeyRow Key(string source, int generation = 1) => new($"{source}/{generation}", source, generation, NowMs - 1_000, RevokedAtMs: null);

    private static SourceStateRow State(string source) => new(source, NowMs - 100, null, 0, 1, 0, 0, 0, 0);
}
