using Portal.Admin.Dashboard;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Storage.Operations;

namespace Portal.Web.Tests.Admin.Dashboard;

/// <summary>When the dashboard asks for a person, and when it does not.</summary>
public sealed class AlertsTests
{
    private static readonly AlertThresholds Thresholds = new();

    private static DashboardFigures Healthy => SampleFigures.Healthy;

    private static DateTimeOffset Now => SampleFigures.Now;

    [Fact]
    public void A_healthy_portal_asks_for_nobody() => Assert.Empty(Alerts.Find(Healthy, Thresholds));

    [Fact]
    public void An_old_checkpoint_that_covers_everything_is_not_late() =>
        Assert.Empty(Alerts.Find(Healthy with { CheckpointAt = Now.AddDays(-3) }, Thresholds));

    [Fact]
    public void A_checkpoint_is_late_only_when_entries_wait_for_longer_than_the_threshold()
    {
        Assert.Empty(Alerts.Find(Healthy with { Sequence = 1_001, CheckpointAt = Now - Thresholds.CheckpointLateAfter }, Thresholds));
        Assert.Contains(
            "leaves 1 entry uncovered",
            Only("checkpoint-late", AlertLevel.Critical, Healthy with { Sequence = 1_001, CheckpointAt = Now - Thresholds.CheckpointLateAfter - TimeSpan.FromSeconds(1) }).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_never_signs_is_noticed_and_a_portal_without_worker_is_told_that_alone()
    {
        var unsigned = Healthy with { CheckpointSize = null, CheckpointAt = null };

        Only("checkpoint-late", AlertLevel.Critical, unsigned);
        Only("no-holder", AlertLevel.Critical, unsigned with { Holder = new HolderFigures(null, 0, null, null, IsBeating: false) });
    }

    [Fact]
    public void Nobody_who_settles_is_the_first_thing_said()
    {
        var found = Alerts.Find(
            Healthy with { Holder = new HolderFigures(null, 4, null, null, IsBeating: false), QuarantineOpen = 1, Funds = [SampleFigures.Fund(AdlState.Warning, -250_000)] },
            Thresholds);

        Assert.Equal(["no-holder", "adl-near", "quarantine"], found.Select(alert => alert.Code));
        Assert.Contains("no other has taken its place", found[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_beat_that_stands_still_for_longer_than_the_threshold_is_noticed()
    {
        Assert.Empty(Alerts.Find(Healthy with { Holder = Healthy.Holder with { Silence = Thresholds.HolderSilentAfter } }, Thresholds));

        var alert = Only("holder-silent", AlertLevel.Critical, Healthy with { Holder = Healthy.Holder with { Silence = TimeSpan.FromSeconds(25) } });

        Assert.Contains("node-a:17", alert.Detail, StringComparison.Ordinal);
        Assert.Contains("25 s", alert.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_deleveraging_that_is_near_is_looked_at_and_that_is_on_is_urgent()
    {
        Assert.Contains("-25.00 %", Only("adl-near", AlertLevel.Warning, Healthy with { Funds = [SampleFigures.Fund(AdlState.Warning, -250_000)] }).Detail, StringComparison.Ordinal);
        Assert.Contains("USDT fund", Only("adl-active", AlertLevel.Critical, Healthy with { Funds = [SampleFigures.Fund(AdlState.Active, -310_000)] }).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_freeze_says_who_froze_and_why() => Assert.Contains(
        "by alice: Prices disagree.",
        Only("frozen", AlertLevel.Warning, Healthy with { Freeze = new FreezeInForce(900, Now.AddHours(-2), "Prices disagree.", "alice") }).Detail,
        StringComparison.Ordinal);

    [Fact]
    public void A_source_is_silent_after_the_threshold_and_one_with_gaps_is_named()
    {
        Assert.Empty(Alerts.Find(Healthy with { Sources = [new SourceFigures("engine", Now - Thresholds.SourceSilentAfter, 0)] }, Thresholds));
        Assert.Empty(Alerts.Find(Healthy with { Sources = [new SourceFigures("new", null, 0)] }, Thresholds));
        Assert.Equal(
            "Nothing from engine",
            Only("source-silent", AlertLevel.Warning, Healthy with { Sources = [new SourceFigures("engine", Now.AddMinutes(-11), 0)] }).Title);
        Assert.Contains("3 numbers", Only("source-gaps", AlertLevel.Warning, Healthy with { Sources = [new SourceFigures("engine", Now, 3)] }).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paused_source_is_told_as_paused_with_who_and_why_and_never_as_silent()
    {
        var paused = new SourceFigures("engine", Now.AddDays(-2), 0) { KeyMadeAt = Now.AddDays(-9), Pause = new SourcePauseRow("engine", Now.AddHours(-1).ToUnixTimeMilliseconds(), "bob", "wrong prices") };

        var alert = Only("source-paused", AlertLevel.Warning, Healthy with { Sources = [paused] });

        Assert.Equal("engine is paused", alert.Title);
        Assert.Contains("2026-03-01 11:00 UTC by bob: wrong prices", alert.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_has_never_sent_is_silent_from_its_key_on_and_one_that_was_resumed_from_then_on()
    {
        var (quiet, after) = (Now - Thresholds.SourceSilentAfter, Now - Thresholds.SourceSilentAfter - TimeSpan.FromSeconds(1));

        Assert.Empty(Alerts.Find(Healthy with { Sources = [new SourceFigures("new", null, 0) { KeyMadeAt = quiet }] }, Thresholds));
        Assert.Contains("never has", Only("source-silent", AlertLevel.Warning, Healthy with { Sources = [new SourceFigures("new", null, 0) { KeyMadeAt = after }] }).Detail, StringComparison.Ordinal);
        Assert.Empty(Alerts.Find(Healthy with { Sources = [new SourceFigures("engine", after, 0) { ResumedAt = quiet }] }, Thresholds));
        Assert.Empty(Alerts.Find(Healthy with { Sources = [new SourceFigures("engine", after, 0) { KeyMadeAt = quiet }] }, Thresholds));
        Only("source-silent", AlertLevel.Warning, Healthy with { Sources = [new SourceFigures("engine", after, 0) { ResumedAt = after, KeyMadeAt = after }] });
    }

    [Fact]
    public void A_long_queue_a_node_that_is_behind_and_a_full_disk_are_noticed_above_their_thresholds()
    {
        var (worker, node) = (Healthy.Processes[0], Healthy.Processes[1]);

        Assert.Empty(Alerts.Find(Healthy with { Processes = [worker with { QueueRecords = Thresholds.QueueRecordsMax }, node with { LagEntries = Thresholds.LagEntriesMax }] }, Thresholds));
        Only("queue-long", AlertLevel.Warning, Healthy with { Processes = [worker with { QueueRecords = Thresholds.QueueRecordsMax + 1 }, node] });
        Assert.Contains("node-b:4", Only("lag", AlertLevel.Warning, Healthy with { Processes = [worker, node with { LagEntries = 5_001 }] }).Detail, StringComparison.Ordinal);
        Assert.Contains("room for 1.0 GiB", Only("database-nearly-full", AlertLevel.Critical, Healthy with { Database = new DatabaseSize(1L << 40, 1L << 30) }).Detail, StringComparison.Ordinal);
        Assert.Empty(Alerts.Find(Healthy with { Database = new DatabaseSize(1L << 40, null) }, Thresholds));
        Assert.Empty(Alerts.Find(Healthy with { Database = null }, Thresholds));
    }

    [Fact]
    public void A_process_that_went_without_a_goodbye_is_missed_and_its_old_figures_do_not_count()
    {
        var gone = SampleFigures.Process("node-c:9", "web", Now.AddMinutes(-4)) with { LagEntries = 90_000, Viewers = 70 };
        var figures = Healthy with { Processes = [.. Healthy.Processes, gone] };

        Assert.Contains("node-c:9 (web) was last heard of 4 min ago", Only("process-silent", AlertLevel.Warning, figures).Detail, StringComparison.Ordinal);
        Assert.Equal(42, figures.Viewers);
        Assert.Equal(100, figures.SettledPerSecond);
    }

    [Fact]
    public void Records_in_quarantine_are_counted()
    {
        Assert.StartsWith("1 record is", Only("quarantine", AlertLevel.Warning, Healthy with { QuarantineOpen = 1 }).Title, StringComparison.Ordinal);
        Assert.StartsWith("1,200 records are", Only("quarantine", AlertLevel.Warning, Healthy with { QuarantineOpen = 1_200 }).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_that_make_no_sense_are_refused_at_start()
    {
        Assert.True(new AlertThresholdsValidator().Validate(null, new AlertThresholds { SourceSilentAfter = TimeSpan.Zero }).Failed);
        Assert.True(new AlertThresholdsValidator().Validate(null, new AlertThresholds { LagEntriesMax = 0 }).Failed);
        Assert.True(new AlertThresholdsValidator().Validate(null, new AlertThresholds()).Succeeded);
    }

    private static Alert Only(string code, AlertLevel level, DashboardFigures figures)
    {
        var alert = Assert.Single(Alerts.Find(figures, Thresholds));
        Assert.Equal((code, level), (alert.Code, alert.Level));
        Assert.NotEmpty(alert.Advice);
        return alert;
    }
}
