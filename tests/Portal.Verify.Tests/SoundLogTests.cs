using Portal.Settlement.Tests.Auditing;
using Portal.Verify.Checking;
using Portal.Verify.Files;

namespace Portal.Verify.Tests;

/// <summary>A log that is as published passes, whatever its size.</summary>
public sealed class SoundLogTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(512)]
    [InlineData(1_000)]
    public async Task A_log_of_any_size_passes(int size)
    {
        using var log = TestLog.OfQuiet(size);

        var report = await log.CheckAsync(TestLog.Key.Verifier.ToString());

        Assert.Empty(report.Findings);
        Assert.True(report.IsSound && report.IsServedAsSigned);
        Assert.Equal((size, size, KeyTrust.Given), (report.Checkpoint!.Size, report.EntriesRead, report.Trust));
        Assert.Equal(log.Entries.Sum(static entry => entry.Length), report.BytesRead);
    }

    [Fact]
    public async Task A_log_with_three_levels_of_tiles_passes()
    {
        using var log = TestLog.OfQuiet(65_536 + 300);

        var report = await log.CheckAsync();

        Assert.Empty(report.Findings);
        Assert.Equal((65_836, KeyTrust.FirstUse), (report.EntriesRead, report.Trust));
    }

    [Fact]
    public async Task A_live_ledger_passes_and_its_balances_are_told()
    {
        var ledger = AuditedLedger.Live(3, steps: 600);
        using var log = new TestLog(AuditedLedger.Bytes(ledger)).Publish();

        var report = await log.CheckAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(["btc", "usdc", "usdt"], report.Funds.Select(static fund => fund.Totals.FundId));
        Assert.All(report.Funds, fund => Assert.Equal(ledger.Fund(fund.Totals.FundId).Balance, fund.Balance));
        Assert.Equal(ledger.Entries.Count, report.Totals.Kinds.Values.Sum());
    }

    [Fact]
    public async Task A_partial_file_may_be_gone_once_the_full_one_is_there()
    {
        using var log = TestLog.OfQuiet(300);
        log.Change(LogPaths.Checkpoint, static _ => TestLog.Key.Sign(TestLog.CheckpointOf(TestLog.Quiet(200)).ToText()).ToBytes());

        var report = await log.CheckAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(200, report.EntriesRead);
    }

    [Fact]
    public async Task Kept_files_can_be_checked_again()
    {
        using var log = TestLog.OfQuiet(700);
        var kept = log.NewFolder();
        await log.CheckAsync(save: kept);

        string[] Files(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
        Assert.Equal(Files(log.Folder), Files(kept));
        var again = await TestLog.CheckAsync(new VerifyRequest { Location = kept }, new FolderLogFiles(kept));
        Assert.True(again.IsSound);
        Assert.Equal(700, again.EntriesRead);
    }

    [Fact]
    public void A_folder_may_hold_the_log_in_one_of_its_own()
    {
        using var log = TestLog.OfQuiet(1);
        using var beside = new TestLog([]);
        Directory.Move(log.Folder, Path.Combine(beside.Folder, "log"));

        Assert.Equal(Path.Combine(beside.Folder, "log"), FolderLogFiles.Open(beside.Folder).Name);
        Directory.CreateDirectory(log.Folder);
    }
}
