using System.Text;
using Portal.Settlement.Tests.Auditing;
using Portal.Settlement.TransparencyLog;
using Portal.Verify.Checking;
using Portal.Verify.Files;

namespace Portal.Verify.Tests;

/// <summary>Whatever is changed in a log is found and named.</summary>
public sealed class TamperedLogTests
{
    [Fact]
    public async Task A_changed_balance_is_named()
    {
        using var log = TestLog.OfQuiet(400);
        var honest = log.Entries.ToList();
        Spoil(log, 300, "\"balanceAfter\":\"1000", "\"balanceAfter\":\"9000");
        log.Publish(hashed: honest);

        var report = await log.CheckAsync();

        Assert.Equal([FindingKind.Entry, FindingKind.LeafHash], report.Findings.Select(static finding => finding.Kind));
        Assert.All(report.Findings, static finding => Assert.Equal(300, finding.Sequence));
        Assert.Equal("balanceAfter", report.Findings[0].Entry?.Field);
        Assert.Equal(299, report.Totals.Entries);
    }

    [Fact]
    public async Task A_changed_amount_is_named_though_the_tiles_were_made_to_fit()
    {
        using var log = TestLog.OfQuiet(400);
        var signed = TestLog.CheckpointOf(log.Entries);
        Spoil(log, 20, "\"margin\":\"5.00\"", "\"margin\":\"6.00\"");
        log.Publish(signed: signed);

        var report = await log.CheckAsync();

        Assert.Equal([FindingKind.Entry, FindingKind.Root], report.Findings.Select(static finding => finding.Kind));
        Assert.Equal((20L, "residual"), (report.Findings[0].Sequence, report.Findings[0].Entry?.Field));
        Assert.Contains("All 400 entries agree with all published tiles", report.Findings[1].Text, StringComparison.Ordinal);
        Assert.False(report.IsServedAsSigned);
    }

    [Fact]
    public async Task A_changed_text_that_no_rule_speaks_of_is_named_by_its_hash()
    {
        using var log = TestLog.OfQuiet(300);
        var honest = log.Entries.ToList();
        Spoil(log, 257, "\"source\":\"test\"", "\"source\":\"tess\"");
        log.Publish(hashed: honest);

        var report = await log.CheckAsync();

        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingKind.LeafHash, 257L), (finding.Kind, finding.Sequence));
    }

    [Fact]
    public async Task A_wrong_entry_that_the_operator_signed_is_named_as_such()
    {
        using var log = TestLog.OfQuiet(300);
        Spoil(log, 100, "\"draw\":\"0.00\"", "\"draw\":\"1.00\"");
        log.Publish();

        var report = await log.CheckAsync();

        var finding = Assert.Single(report.Findings);
        Assert.Equal((FindingKind.Entry, 100L, "draw"), (finding.Kind, finding.Sequence, finding.Entry?.Field));
        Assert.True(report.IsServedAsSigned);
    }

    [Theory]
    [InlineData(17, 300)]
    [InlineData(256, 300)]
    [InlineData(299, 300)]
    [InlineData(300, 300)]
    public async Task A_deleted_entry_is_named(int deleted, int size)
    {
        using var log = TestLog.OfQuiet(size);
        var honest = log.Entries.ToList();
        log.Entries.RemoveAt(deleted - 1);
        log.Publish(hashed: honest);

        var report = await log.CheckAsync();

        Assert.All(report.Findings, finding => Assert.Equal(deleted, finding.Sequence));
        Assert.NotEmpty(report.Findings);
    }

    [Fact]
    public async Task Two_swapped_entries_are_named()
    {
        using var log = TestLog.OfQuiet(300);
        var honest = log.Entries.ToList();
        (log.Entries[41], log.Entries[42]) = (log.Entries[42], log.Entries[41]);
        log.Publish(hashed: honest);

        var report = await log.CheckAsync();

        Assert.Equal([FindingKind.Entry, FindingKind.LeafHash], report.Findings.Select(static finding => finding.Kind));
        Assert.All(report.Findings, static finding => Assert.Equal(42, finding.Sequence));
    }

    [Fact]
    public async Task A_forged_signature_is_found()
    {
        using var log = TestLog.OfQuiet(10);
        log.Publish(key: TestLog.OtherKey);

        var report = await log.CheckAsync(TestLog.Key.Verifier.ToString());

        Assert.Equal(FindingKind.Signature, Assert.Single(report.Findings).Kind);
        Assert.Equal(0, report.EntriesRead);
    }

    [Fact]
    public async Task A_checkpoint_changed_after_it_was_signed_is_found()
    {
        using var log = TestLog.OfQuiet(12);
        log.Change(LogPaths.Checkpoint, static note => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(note).Replace("\n12\n", "\n11\n", StringComparison.Ordinal)));

        Assert.Equal(FindingKind.Signature, Assert.Single((await log.CheckAsync()).Findings).Kind);
    }

    [Fact]
    public async Task The_checkpoint_of_another_log_is_found()
    {
        using var log = TestLog.OfQuiet(12);
        var other = SigningKey.FromSeed("other.example/log", new byte[SigningKey.SeedLength]);

        Assert.Equal(FindingKind.Checkpoint, Assert.Single((await log.CheckAsync(other.Verifier.ToString())).Findings).Kind);
    }

    [Theory]
    [InlineData("tile/0/000", "tile/0/000 is missing")]
    [InlineData("tile/0/001.p/44", "tile/0/001.p/44 is missing")]
    [InlineData("tile/1/000.p/1", "tile/1/000.p/1 is missing")]
    [InlineData("tile/entries/001.p/44", "tile/entries/001.p/44 is missing")]
    public async Task A_file_that_the_checkpoint_covers_and_that_is_not_there_is_named(string path, string text)
    {
        using var log = TestLog.OfQuiet(300);
        File.Delete(Path.Combine(log.Folder, path));

        var finding = Assert.Single((await log.CheckAsync()).Findings);

        Assert.Equal(FindingKind.Missing, finding.Kind);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_above_the_leaves_that_is_not_made_of_them_is_named()
    {
        using var log = TestLog.OfQuiet(600);
        log.Change("tile/1/000.p/2", static hashes => [.. hashes[..40], 99, .. hashes[41..]]);

        var finding = Assert.Single((await log.CheckAsync()).Findings);

        Assert.Equal(FindingKind.Tile, finding.Kind);
        Assert.Contains("entries 257 to 512", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_of_ADL_kept_back_is_named_and_found_as_soon_as_anything_comes_in_its_place()
    {
        var ledger = AuditedLedger.Live(11);
        var start = ledger.Entries.First(static entry => entry.Body is Settlement.Ledger.AdlChanged { Active: true, CauseSequence: not null });
        using var log = new TestLog(AuditedLedger.Bytes(ledger).Take((int)start.Sequence - 1)).Publish();

        // The part of a log that was published so far may end here.
        var report = await log.CheckAsync(keepsState: true);
        Assert.True(report.IsSound);
        Assert.Equal(start.Sequence, report.StillToCome?.Sequence);

        var other = ledger.Entries[(int)start.Sequence] with { Sequence = start.Sequence };
        log.Entries.Add(other.ToBytes());
        log.Publish();
        var finding = Assert.Single((await log.CheckAsync(keepsState: true)).Findings);
        Assert.Equal((FindingKind.Entry, start.Sequence), (finding.Kind, finding.Sequence));
        Assert.Contains("ADL starts here", finding.Text, StringComparison.Ordinal);

        log.Entries[^1] = start.ToBytes();
        log.Publish();
        report = await log.CheckAsync(keepsState: true);
        Assert.Empty(report.Findings);
        Assert.Null(report.StillToCome);
    }

    private static void Spoil(TestLog log, int sequence, string old, string replacement)
    {
        var text = Encoding.UTF8.GetString(log.Entries[sequence - 1]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        log.Entries[sequence - 1] = Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
