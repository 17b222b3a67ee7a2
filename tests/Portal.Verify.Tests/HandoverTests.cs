using Portal.Settlement.TransparencyLog;
using Portal.Verify.Checking;
using Portal.Verify.Files;

namespace Portal.Verify.Tests;

/// <summary>A key that is believed may name its successor; nobody else may.</summary>
public sealed class HandoverTests
{
    private static readonly SigningKey Third = SigningKey.FromSeed(TestLog.Origin, Enumerable.Repeat((byte)9, SigningKey.SeedLength).ToArray());

    [Fact]
    public async Task A_log_handed_over_is_checked_with_the_key_of_the_first_check()
    {
        using var log = TestLog.OfQuiet(100);
        await log.CheckAsync(keepsState: true);
        HandOver(log, 1, 120, TestLog.Key, TestLog.OtherKey);
        HandOver(log, 2, 140, TestLog.OtherKey, Third);
        Grow(log, 200, Third);

        var report = await log.CheckAsync(keepsState: true);

        Assert.Empty(report.Findings);
        Assert.Equal((Third.Verifier, KeyTrust.Saved, 2), (report.Key, report.Trust, report.Handovers));
        Grow(log, 210, Third);
        report = await log.CheckAsync(keepsState: true);
        Assert.Empty(report.Findings);
        Assert.Equal((Third.Verifier, 0), (report.Key, report.Handovers));
    }

    [Theory]
    [InlineData(7, 2)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public async Task Any_key_of_the_chain_leads_to_the_one_that_signs(byte seed, int handovers)
    {
        using var log = new TestLog([]);
        HandOver(log, 1, 120, TestLog.Key, TestLog.OtherKey);
        HandOver(log, 2, 140, TestLog.OtherKey, Third);
        Grow(log, 200, Third);
        var key = SigningKey.FromSeed(TestLog.Origin, Enumerable.Repeat(seed, SigningKey.SeedLength).ToArray());

        var report = await log.CheckAsync(key.Verifier.ToString());

        Assert.Empty(report.Findings);
        Assert.Equal(handovers, report.Handovers);
    }

    [Fact]
    public async Task Right_after_a_handover_the_note_that_names_the_new_key_is_the_checkpoint()
    {
        using var log = TestLog.OfQuiet(100);
        var last = HandOver(log, 1, 100, TestLog.Key, TestLog.OtherKey);
        log.Sign(LogPaths.Checkpoint, last, TestLog.Key);

        var report = await log.CheckAsync(TestLog.Key.Verifier.ToString());

        Assert.Empty(report.Findings);
        Assert.Equal((TestLog.OtherKey.Verifier, 1), (report.Key, report.Handovers));
    }

    [Fact]
    public async Task A_handover_that_the_key_did_not_sign_leads_nowhere()
    {
        using var log = TestLog.OfQuiet(100);
        HandOver(log, 1, 100, Third, TestLog.OtherKey);
        Grow(log, 110, TestLog.OtherKey);

        Assert.Equal(FindingKind.Signature, Assert.Single((await log.CheckAsync(TestLog.Key.Verifier.ToString())).Findings).Kind);
    }

    [Fact]
    public async Task A_key_that_was_replaced_signs_no_more()
    {
        using var log = TestLog.OfQuiet(100);
        HandOver(log, 1, 100, TestLog.Key, TestLog.OtherKey);
        Grow(log, 110, TestLog.Key);

        Assert.Equal(FindingKind.Signature, Assert.Single((await log.CheckAsync(TestLog.Key.Verifier.ToString())).Findings).Kind);
    }

    [Fact]
    public async Task A_chain_that_breaks_off_is_found()
    {
        using var log = TestLog.OfQuiet(100);
        HandOver(log, 1, 50, TestLog.Key, TestLog.OtherKey);
        HandOver(log, 2, 60, TestLog.Key, Third);
        Grow(log, 110, Third);

        var finding = Assert.Single((await log.CheckAsync(TestLog.Key.Verifier.ToString())).Findings);

        Assert.Equal(FindingKind.Signature, finding.Kind);
        Assert.Contains("handover/2", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handover_over_another_history_is_found()
    {
        using var log = TestLog.OfQuiet(100);
        var other = TestLog.CheckpointOf(TestLog.Quiet(50, firstMargin: "5.01"));
        log.Sign(LogPaths.Handover(1), other.HandingOverTo(TestLog.OtherKey.Verifier), TestLog.Key);
        Grow(log, 110, TestLog.OtherKey);

        var finding = Assert.Single((await log.CheckAsync(TestLog.Key.Verifier.ToString())).Findings);

        Assert.Equal(FindingKind.Rewritten, finding.Kind);
        Assert.Contains("before entry 51", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handover_to_nobody_is_found()
    {
        using var log = TestLog.OfQuiet(100);
        log.Sign(LogPaths.Handover(1), TestLog.CheckpointOf(log.Entries), TestLog.Key);

        Assert.Equal(FindingKind.Malformed, Assert.Single((await log.CheckAsync()).Findings).Kind);
    }

    private static Checkpoint HandOver(TestLog log, int number, int size, SigningKey from, SigningKey to)
    {
        var last = TestLog.CheckpointOf(TestLog.Quiet(size)).HandingOverTo(to.Verifier);
        log.Sign(LogPaths.Handover(number), last, from);
        return last;
    }

    private static void Grow(TestLog log, int size, SigningKey key)
    {
        log.Entries.Clear();
        log.Entries.AddRange(TestLog.Quiet(size));
        log.Publish(key: key);
    }
}
