using System.Data.Common;
using Microsoft.Extensions.Logging;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Ledger;
using Portal.Worker.Settling;

namespace Portal.Worker.Positions;

/// <summary>Proposes closes for every loss that was left uncovered, after its commit, while this process holds the lease; once each, also over restarts.</summary>
public sealed partial class AdlProposer(
    AdlProposalStore proposals, AdlQueueStore queues, LedgerSignal signal, RulesInForce rules, TimeProvider time, ILogger<AdlProposer> logger)
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5);

    /// <summary>Looks after every commit until told to stop. A fault ends nothing, and settling never waits for it: it is tried again.</summary>
    public async Task RunAsync(long fence, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var seen = signal.Sequence;
                await ProposeAsync(fence, stopping);
                await Task.Delay(LookPause, time, stopping);
                await signal.WaitAsync(seen, QuietMax, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or CommitUnknownException or FormatException or InvalidOperationException)
            {
                LogInterrupted(exception);
                await Task.Delay(FaultPause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Makes proposals for all losses that have none yet, in the ledger's order.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ProposeAsync(long fence, CancellationToken cancellation)
    {
        var total = 0;
        while (true)
        {
            var from = await proposals.ReadHeadAsync(cancellation);
            var losses = await proposals.ReadLossesAfterAsync(from, AdlProposalStore.PageMax, cancellation);
            if (losses.Count == 0)
            {
                return total;
            }

            var page = new ProposalPage(queues, rules.Rulebook, time.GetUtcNow());
            foreach (var (_, bytes) in losses)
            {
                await page.AddAsync(LedgerEntry.Read(bytes), cancellation);
            }

            if (!await proposals.WriteAsync(fence, from, losses[^1].Sequence, page.Proposals, page.Closes, page.Taken, cancellation))
            {
                // Another process settles now, and proposes.
                return total;
            }

            total += losses.Count;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Proposing ADL closes was interrupted and is tried again.")]
    private partial void LogInterrupted(Exception exception);

    /// <summary>Proposals that are written together. Each contract's queues are read once for all of them.</summary>
    private sealed class ProposalPage(AdlQueueStore queues, Rulebook rulebook, DateTimeOffset now)
    {
        private readonly Dictionary<string, Standing?> _standings = new(StringComparer.Ordinal);

        public List<AdlProposalRow> Proposals { get; } = [];

        public List<AdlProposedCloseRow> Closes { get; } = [];

        public List<QueueTaken> Taken =>
            [.. _standings.Where(static pair => pair.Value is { Changed: true }).Select(static pair => new QueueTaken(
                pair.Key, pair.Value!.TakenAtMs, pair.Value.LongProposed.ToString(), pair.Value.ShortProposed.ToString()))];

        public async Task AddAsync(LedgerEntry entry, CancellationToken cancellation)
        {
            var settled = (LiquidationSettled)entry.Body;
            var standing = await FindAsync(settled.Symbol, cancellation);
            var contract = settled.ContractSequence is { } listed
                ? rulebook.FindContract(settled.Symbol, listed)?.Terms.Contract ?? throw new InvalidOperationException($"The rules know no contract of entry {listed} yet.")
                : Contract.Unlisted;
            var proposal = AdlProposal.For(settled, entry.RecordedAt, contract, standing?.Opposite(settled.Side), AdlProposalStore.ClosesMax);
            if (proposal.Closing is { } closing)
            {
                standing!.Take(settled.Side, closing.Reached);
                Closes.AddRange(closing.Closes.Select(close =>
                    new AdlProposedCloseRow(entry.Sequence, close.Place, close.Quantity.ToString(), close.QuintilePercent, close.Score.ToString())));
            }

            Proposals.Add(new AdlProposalRow(
                entry.Sequence,
                ChoiceText.Of(proposal.State),
                proposal.Quantity?.ToString(),
                proposal.BankruptcyPrice?.ToString(),
                standing?.MarkPrice.ToString(),
                standing?.TakenAtMs,
                proposal.Closing?.Count ?? 0,
                proposal.Closing?.Unfilled.ToString(),
                now.ToUnixTimeMilliseconds()));
        }

        private async Task<Standing?> FindAsync(string symbol, CancellationToken cancellation)
        {
            if (!_standings.TryGetValue(symbol, out var standing))
            {
                standing = await queues.ReadPlacesAsync(symbol, cancellation) is { } row ? new Standing(row) : null;
                _standings[symbol] = standing;
            }

            return standing;
        }
    }

    private sealed class Standing(AdlQueuePlacesRow row)
    {
        private readonly AdlQueueSide _longs = QueueText.ReadPlaces(row.LongPlaces);
        private readonly AdlQueueSide _shorts = QueueText.ReadPlaces(row.ShortPlaces);

        public long TakenAtMs => row.TakenAtMs;

        public Price MarkPrice { get; } = Price.Read(row.MarkPrice, "markPrice").Value;

        public DecimalNumber LongProposed { get; private set; } = QueueText.Number(row.LongProposed);

        public DecimalNumber ShortProposed { get; private set; } = QueueText.Number(row.ShortProposed);

        public bool Changed { get; private set; }

        // Longs are closed for a liquidated short.
        public AdlSnapshot Opposite(PositionSide? liquidated) => new(
            DateTimeOffset.FromUnixTimeMilliseconds(row.TakenAtMs),
            MarkPrice,
            liquidated is PositionSide.Short ? _longs : _shorts,
            liquidated is PositionSide.Short ? LongProposed : ShortProposed);

        public void Take(PositionSide? liquidated, DecimalNumber reached)
        {
            Changed = true;
            (LongProposed, ShortProposed) = liquidated is PositionSide.Short ? (reached, ShortProposed) : (LongProposed, reached);
        }
    }
}
