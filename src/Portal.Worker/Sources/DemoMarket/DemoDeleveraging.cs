using System.Collections.Concurrent;
using Portal.Settlement.Ledger;
using Portal.Storage.Deleveraging;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>The demo exchange's own ADL engine: when it learns that a loss stayed uncovered, it closes opposite positions and reports what it closed.</summary>
/// <remarks>What was left uncovered before it started, nobody closes any more: its positions are gone.</remarks>
public sealed class DemoDeleveraging(AdlProposalStore losses)
{
    private const int IdsMax = 20_000;
    private const int LossesAtOnce = 50;

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(long Sequence, string ExternalId)> _settled = new();
    private readonly Dictionary<long, string> _ids = [];
    private readonly Queue<long> _order = new();
    private readonly List<(DateTimeOffset DueAt, IntakeRecord Record)> _waiting = [];
    private DateTimeOffset _nextLook;
    private long? _seen;

    /// <summary>Takes note of what became of records. May be called from any thread.</summary>
    public void Note(IReadOnlyList<RecordResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var result in results)
        {
            if (result is { Status: RecordStatus.Settled, Sequence: { } sequence, ExternalId: { } id })
            {
                _settled.Enqueue((sequence, id));
            }
        }
    }

    /// <summary>What ADL has closed by now.</summary>
    public async Task<IReadOnlyList<IntakeRecord>> FillsAsync(DemoMarketSimulation market, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(market);
        if (now >= _nextLook)
        {
            _nextLook = now + LookPause;
            KeepIds();
            await LookAsync(market, now, cancellation);
        }

        var due = _waiting.Where(waiting => waiting.DueAt <= now).Select(static waiting => waiting.Record).ToList();
        _waiting.RemoveAll(waiting => waiting.DueAt <= now);
        return due;
    }

    private void KeepIds()
    {
        while (_settled.TryDequeue(out var settled))
        {
            if (_ids.TryAdd(settled.Sequence, settled.ExternalId))
            {
                _order.Enqueue(settled.Sequence);
            }

            if (_order.Count > IdsMax)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }

    private async Task LookAsync(DemoMarketSimulation market, DateTimeOffset now, CancellationToken cancellation)
    {
        var seen = _seen ??= await losses.ReadHeadAsync(cancellation);
        foreach (var (sequence, bytes) in await losses.ReadLossesAfterAsync(seen, LossesAtOnce, cancellation))
        {
            _seen = sequence;
            if (_ids.GetValueOrDefault(sequence) is { } id)
            {
                _waiting.AddRange(market.Deleverage((LiquidationSettled)LedgerEntry.Read(bytes).Body, id, now));
            }
        }
    }
}
