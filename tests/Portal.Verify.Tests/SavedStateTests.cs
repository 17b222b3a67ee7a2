using Portal.Settlement.Tests.Auditing;
using Portal.Verify.Checking;

namespace Portal.Verify.Tests;

/// <summary>A second check goes on from the first and sees whether the log only grew.</summary>
public sealed class SavedStateTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 255)]
    [InlineData(255, 256)]
    [InlineData(256, 257)]
    [InlineData(257, 1_000)]
    [InlineData(512, 700)]
    [InlineData(300, 65_900)]
    public async Task What_was_checked_is_not_read_again(int first, int then)
    {
        using var log = TestLog.OfQuiet(first);
        Assert.True((await log.CheckAsync(keepsState: true)).IsSound);
        log.Entries.AddRange(TestLog.Quiet(then)[first..]);
        log.Publish();

        var report = await log.CheckAsync(keepsState: true);

        Assert.Empty(report.Findings);
        Assert.Equal((first, then - first, KeyTrust.Saved), (report.CheckedBefore, report.EntriesRead, report.Trust));
        Assert.Equal(then, report.Totals.Entries);
        Assert.NotNull(report.CheckedBeforeAt);
    }

    [Fact]
    public async Task A_log_that_did_not_grow_is_checked_by_its_signature_and_root_alone()
    {
        using var log = TestLog.OfQuiet(300);
        await log.CheckAsync(keepsState: true);
        Directory.Delete(Path.Combine(log.Folder, "tile"), recursive: true);

        var report = await log.CheckAsync(keepsState: true);

        Assert.True(report.IsSound && report.IsServedAsSigned);
        Assert.Equal((0, 300), (report.EntriesRead, report.Totals.Entries));
    }

    [Fact]
    public async Task A_live_ledger_is_continued_at_every_part()
    {
        var bytes = AuditedLedger.Bytes(AuditedLedger.Live(21, steps: 400));
        using var log = new TestLog([]);
        var sizes = Enumerable.Range(1, 12).Select(part => part * bytes.Count / 12);
        foreach (var size in sizes)
        {
            log.Entries.Clear();
            log.Entries.AddRange(bytes.Take(size));
            log.Publish();
            Assert.Empty((await log.CheckAsync(keepsState: true)).Findings);
        }

        Assert.Equal(bytes.Count, (await log.CheckAsync(keepsState: true)).Totals.Entries);
    }

    [Theory]
    [InlineData(300, 400)]
    [InlineData(256, 400)]
    [InlineData(300, 300)]
    [InlineData(10, 11)]
    public async Task A_forked_log_is_found(int first, int then)
    {
        using var log = TestLog.OfQuiet(first);
        await log.CheckAsync(keepsState: true);
        using var fork = new TestLog(TestLog.Quiet(then, firstMargin: "5.01")).Publish();

        var report = await TestLog.CheckAsync(new VerifyRequest { Location = fork.Folder, StateFile = log.StateFile }, new Files.FolderLogFiles(fork.Folder));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(FindingKind.Rewritten, finding.Kind);
        Assert.Contains($"History before entry {first + 1} was rewritten", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_log_is_found()
    {
        using var log = TestLog.OfQuiet(300);
        await log.CheckAsync(keepsState: true);
        log.Entries.RemoveRange(280, 20);
        log.Publish();

        var finding = Assert.Single((await log.CheckAsync(keepsState: true)).Findings);

        Assert.Equal(FindingKind.Shrunk, finding.Kind);
        Assert.Contains("300", finding.Text, StringComparison.Ordinal);
        Assert.Contains("280", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_stays_as_it_was_when_something_is_found()
    {
        using var log = TestLog.OfQuiet(300);
        await log.CheckAsync(keepsState: true);
        var state = await File.ReadAllTextAsync(log.StateFile, TestContext.Current.CancellationToken);
        log.Entries.AddRange(TestLog.Quiet(310)[300..]);
        log.Entries[304] = log.Entries[303];
        log.Publish();

        Assert.False((await log.CheckAsync(keepsState: true)).IsSound);
        Assert.Equal(state, await File.ReadAllTextAsync(log.StateFile, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(log.StateFile)!, "*.state.new"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"v\":2}")]
    [InlineData("{\"v\":1,\"key\":\"x\"}")]
    public async Task A_state_that_is_none_is_no_finding(string text)
    {
        using var log = TestLog.OfQuiet(10);
        await File.WriteAllTextAsync(log.StateFile, text, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CouldNotRunException>(() => log.CheckAsync(keepsState: true));
        Assert.Equal(text, await File.ReadAllTextAsync(log.StateFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_state_of_another_log_is_not_mixed_up_with_this_one()
    {
        using var log = TestLog.OfQuiet(10);
        await log.CheckAsync(keepsState: true);
        var other = Settlement.TransparencyLog.SigningKey.FromSeed("other.example/log", new byte[32]);
        log.Publish(signed: TestLog.CheckpointOf(log.Entries) with { Origin = "other.example/log" }, key: other);

        var report = await log.CheckAsync(other.Verifier.ToString(), keepsState: true);

        Assert.Equal(FindingKind.Checkpoint, Assert.Single(report.Findings).Kind);
    }
}
