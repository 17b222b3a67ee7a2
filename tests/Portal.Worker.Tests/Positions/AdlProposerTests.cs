using System.Globalization;
using System.Text;
using Portal.Worker.Positions;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Positions;

/// <summary>Every loss left uncovered gets one proposal, whoever settles, and no position is proposed twice from one snapshot.</summary>
public sealed class AdlProposerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Losses_take_from_the_head_of_the_opposite_queue_one_behind_the_other()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "10");
        await portal.SettleAsync(TestSettlement.Totals("begin", "1", "1"));
        await SendAsync(portal);

        // 40 uncovered and a mark of 90 against a bankruptcy price of 100: 4 contracts; then 50: 5 contracts.
        var settled = await portal.SettleAsync(AdlFillSettlingTests.Loss("L-1"), AdlFillSettlingTests.Loss("L-2"));

        var first = await ProposedAsync(portal, settled[0].Sequence!.Value);
        var second = await ProposedAsync(portal, settled[1].Sequence!.Value);
        Assert.Equal([(1L, "3", 40L), (2L, "1", 80L)], first);
        Assert.Equal([(2L, "2", 80L), (3L, "2", 100L)], second);
        var loss = await portal.Losses.ReadAsync(settled[1].Sequence!.Value, Cancellation);
        Assert.Equal(("proposed", "5", "100", "90", "1"), (loss!.ProposalState, loss.ProposalQuantity, loss.BankruptcyPrice, loss.MarkPrice, loss.Unfilled));
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_snapshot_the_proposal_says_so_and_a_process_that_lost_the_lease_writes_none()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "10");
        var settled = await portal.SettleAsync(AdlFillSettlingTests.Loss("L-1"));
        await ProposedAsync(portal, settled[0].Sequence!.Value);
        await portal.StopWorkerAsync();
        var loss = await portal.Losses.ReadAsync(settled[0].Sequence!.Value, Cancellation);

        Assert.Equal(("noSnapshot", (string?)null), (loss!.ProposalState, loss.ProposalQuantity));
        Assert.Equal(0, await portal.Proposer.ProposeAsync(fence: 99, Cancellation));
        Assert.Equal(settled[0].Sequence, await portal.Proposals.ReadHeadAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_process_neither_repeats_nor_forgets_a_proposal()
    {
        long second;
        await using (var portal = await TestSettlement.StartAsync(_folder.Path))
        {
            await portal.OpenFundAsync("usdt", "10");
            var settled = await portal.SettleAsync(AdlFillSettlingTests.Loss("L-1"));
            await ProposedAsync(portal, settled[0].Sequence!.Value);
            await portal.StopWorkerAsync();
        }

        await using (var again = await TestSettlement.StartAsync(_folder.Path))
        {
            await again.SettleAsync(TestSettlement.Totals("begin", "1", "1"));
            await SendAsync(again);
            second = (await again.SettleAsync(AdlFillSettlingTests.Loss("L-2")))[0].Sequence!.Value;
            Assert.Equal([(1L, "3", 40L), (2L, "2", 80L)], await ProposedAsync(again, second));
            await again.StopWorkerAsync();
        }
    }

    private static async Task SendAsync(TestSettlement portal)
    {
        var json = PositionIntakeTests.Json("P-1", "00:00:00", mark: "90", positions: """
            {"side":"short","quantity":"3","entryPrice":"120","bankruptcyPrice":"91"},
            {"side":"short","quantity":"3","entryPrice":"110","bankruptcyPrice":"130"},
            {"side":"short","quantity":"2","entryPrice":"80","bankruptcyPrice":"130"}
            """).Replace("2026-01-01T00:00:00Z", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var taken = await portal.PositionIntake.TakeAsync("engine", Encoding.UTF8.GetBytes(json), Cancellation);
        Assert.Equal(SnapshotStatus.Taken, taken.Status);
    }

    /// <summary>The closes proposed for a loss, as soon as its proposal is made.</summary>
    private static async Task<(long Place, string Quantity, long Quintile)[]> ProposedAsync(TestSettlement portal, long sequence)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TestSettlement.Limit);
        while ((await portal.Losses.ReadAsync(sequence, limit.Token))?.ProposalState is null)
        {
            await Task.Delay(20, limit.Token);
        }

        return [.. (await portal.Proposals.ReadClosesAsync(sequence, Cancellation)).Select(static close => (close.Place, close.Quantity, close.QuintilePercent))];
    }
}
