using System.Text;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;
using Portal.Verify.Checking;

namespace Portal.Verify.Tests;

/// <summary>A reversal is checked against the entry that it takes back, read again from the log and proved to be the one that was signed.</summary>
public sealed class ReversalTests
{
    private const int Far = 700;

    [Theory]
    [InlineData(4)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(Far)]
    public async Task One_of_an_entry_near_or_far_checks_out(long reversed)
    {
        using var log = new TestLog(With(reversed)).Publish();

        var report = await log.CheckAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(Far + 1, report.Totals.Entries);
        Assert.NotEqual(0, Assert.Single(report.Funds).Totals.ReversalUnits);
    }

    [Theory]
    [InlineData("\"amount\":\"-", "\"amount\":\"-1", "amount")]
    [InlineData("\"reversedLeafHash\":\"", "\"reversedLeafHash\":\"0", "reversedLeafHash")]
    [InlineData("\"reversedSequence\":4", "\"reversedSequence\":11", "reversedLeafHash")]
    public async Task One_that_says_something_else_is_named_though_it_was_signed(string found, string put, string field)
    {
        var entries = With(4);
        entries[Far] = Spoiled(entries[Far], found, put);
        using var log = new TestLog(entries).Publish();

        var finding = Assert.Single((await log.CheckAsync()).Findings);

        Assert.Equal((FindingKind.Entry, Far + 1L, field), (finding.Kind, finding.Sequence, finding.Entry?.Field));
    }

    [Fact]
    public async Task A_second_one_is_named_by_a_check_that_goes_on_from_the_first()
    {
        using var log = new TestLog(With(4)).Publish();
        Assert.Empty((await log.CheckAsync(keepsState: true)).Findings);
        var first = LedgerEntry.Read(log.Entries[Far]);
        var body = (EntryReversed)first.Body;
        var twice = first with
        {
            Sequence = Far + 2,
            FundSequence = first.FundSequence + 1,
            BalanceBefore = first.BalanceAfter,
            BalanceAfter = first.BalanceAfter!.Value + body.Amount,
        };
        log.Entries.Add(twice.ToBytes());
        log.Publish();

        var finding = Assert.Single((await log.CheckAsync(keepsState: true)).Findings);

        Assert.Equal((FindingKind.Entry, Far + 2L, "reversedSequence"), (finding.Kind, finding.Sequence, finding.Entry?.Field));
    }

    [Fact]
    public async Task Another_entry_shown_the_second_time_is_named()
    {
        var entries = With(4);
        using var log = new TestLog(entries.Take(Far)).Publish();
        Assert.Empty((await log.CheckAsync(keepsState: true)).Findings);
        log.Entries.Add(entries[Far]);
        var honest = log.Entries.ToList();
        log.Entries[3] = Spoiled(entries[3], "\"source\":\"test\"", "\"source\":\"tess\"");
        log.Publish(hashed: honest);

        var finding = Assert.Single((await log.CheckAsync(keepsState: true)).Findings);

        Assert.Equal((FindingKind.LeafHash, 4L), (finding.Kind, finding.Sequence));
        Assert.Contains($"on which entry {Far + 1} rests", finding.Text, StringComparison.Ordinal);
    }

    private static byte[] Spoiled(byte[] entry, string found, string put)
    {
        var text = Encoding.UTF8.GetString(entry);
        Assert.Contains(found, text, StringComparison.Ordinal);
        var spoiled = text.Replace(found, put, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(spoiled);
    }

    // A quiet ledger, and behind it what takes one of its entries back.
    private static List<byte[]> With(long reversed)
    {
        var entries = TestLog.Quiet(Far);
        var state = LedgerState.Empty();
        entries.ForEach(entry => state.Apply(LedgerEntry.Read(entry)));
        var decided = ReversalDecisions.Reverse(
            state, new EntryReversed(reversed, "Because.", "anna") { ApprovedBy = ["bob"] }, entries[(int)reversed - 1], TestLedger.Start.AddDays(1));
        entries.Add(Assert.Single(decided.Value).ToBytes());
        return entries;
    }
}
