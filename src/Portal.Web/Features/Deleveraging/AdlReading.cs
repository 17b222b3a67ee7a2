using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Storage.Deleveraging;
using Portal.Storage.Liquidations;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Deleveraging;

/// <summary>Reads what pages show of ADL, as of a snapshot; every read is bounded, however long the ledger is.</summary>
public sealed class AdlReading(AdlEventStore events, AdlLossStore losses, AdlQueueStore queues, AdlProposalStore proposals, LiquidationStore liquidations)
{
    /// <summary>Everything at a glance.</summary>
    public async Task<AdlPageView> ReadPageAsync(LiveSnapshot snapshot, long? before, CancellationToken cancellation)
    {
        var (found, older) = await ReadEventsAsync(snapshot, before, cancellation);
        return new AdlPageView
        {
            Sequence = snapshot.Sequence,
            Funds = [.. snapshot.Funds.Select(static fund => new AdlFundView(fund.Id, fund.Policy.Name, FundViews.Balance(fund), FundViews.Adl(fund), fund.AdlSinceSequence))],
            Events = found,
            Older = older,
            IsNewest = before is null,
            Queues = await ReadQueuesAsync(cancellation),
        };
    }

    /// <summary>One page of events, newest first, and where the next one goes on.</summary>
    public async Task<(ImmutableArray<AdlEventView> Events, long? Older)> ReadEventsAsync(LiveSnapshot snapshot, long? before, CancellationToken cancellation)
    {
        // Nothing that the snapshot does not know yet.
        var rows = await events.ReadPageAsync(null, Math.Min(before ?? long.MaxValue, snapshot.Sequence + 1), AdlPageView.EventsMax, cancellation);
        return ([.. rows.Select(row => EventOf(row, snapshot)).OfType<AdlEventView>()], rows.Count == AdlPageView.EventsMax ? rows[^1].StartSequence : null);
    }

    /// <summary>The first contracts' queues.</summary>
    public async Task<ImmutableArray<AdlQueueView>> ReadQueuesAsync(CancellationToken cancellation) =>
        [.. (await queues.ReadPageAsync(null, string.Empty, AdlPageView.QueuesMax, cancellation)).Select(QueueOf)];

    /// <summary>One event with a page of its losses; null when there is none.</summary>
    public async Task<AdlEventPageView?> ReadEventAsync(LiveSnapshot snapshot, long sequence, long? before, CancellationToken cancellation)
    {
        if (sequence <= 0 || sequence > snapshot.Sequence || await events.ReadAsync(sequence, cancellation) is not { } row || EventOf(row, snapshot) is not { } found)
        {
            return null;
        }

        var rows = await losses.ReadPageAsync(sequence, before, AdlEventPageView.LossesMax, cancellation);
        return new AdlEventPageView
        {
            LedgerSequence = snapshot.Sequence,
            Event = found,
            Losses = [.. rows.Select(loss => LossOf(loss, snapshot))],
            Older = rows.Count == AdlEventPageView.LossesMax ? rows[^1].Sequence : null,
            IsNewest = before is null,
            Draws = found.Cause is AdlCause.Uncovered ? [] : await ReadDrawsAsync(found, snapshot, cancellation),
        };
    }

    /// <summary>The loss of a liquidation with what was proposed and closed for it; null where it left none.</summary>
    public async Task<AdlRecoveryView?> ReadRecoveryAsync(LiveSnapshot snapshot, long liquidationSequence, CancellationToken cancellation)
    {
        if (await losses.ReadAsync(liquidationSequence, cancellation) is not { } row)
        {
            return null;
        }

        var loss = LossOf(row, snapshot);
        var closes = loss.Proposal?.State is AdlProposalState.Proposed ? await proposals.ReadClosesAsync(liquidationSequence, cancellation) : [];
        var fills = await losses.ReadFillsAsync(liquidationSequence, 0, AdlRecoveryView.FillsMax, cancellation);
        return new AdlRecoveryView(
            loss,
            [.. closes.Select(static close => new AdlCloseView(close.Place, QueueText.Number(close.Quantity), close.QuintilePercent, QueueText.Number(close.Score)))],
            [.. fills.Select(fill => FillOf(fill, loss.Uncovered.Asset))]);
    }

    /// <summary>A contract's queues as they are kept.</summary>
    internal static AdlQueueView QueueOf(AdlQueueRow row) => new(
        row.Symbol,
        row.FundId,
        DateTimeOffset.FromUnixTimeMilliseconds(row.TakenAtMs),
        QueueText.Number(row.MarkPrice),
        QueueText.ReadQuintiles(row.LongQuintiles),
        QueueText.ReadQuintiles(row.ShortQuintiles));

    /// <summary>An event as it is kept; null for a fund that the snapshot does not know yet.</summary>
    internal static AdlEventView? EventOf(AdlEventEntryRow row, LiveSnapshot snapshot)
    {
        if (snapshot.Find(row.FundId) is not { } fund)
        {
            return null;
        }

        var start = LedgerEntry.Read(row.StartBytes);
        var end = row.EndBytes is { } bytes && row.EndSequence <= snapshot.Sequence ? LedgerEntry.Read(bytes) : null;
        var body = (AdlChanged)start.Body;
        var policies = snapshot.Rulebook.PoliciesOf(row.FundId);
        return new AdlEventView
        {
            Sequence = row.StartSequence,
            FundId = row.FundId,
            FundName = fund.Policy.Name,
            StartedAt = start.RecordedAt,
            EndSequence = end?.Sequence,
            EndedAt = end?.RecordedAt,
            Clock = fund.Clock,
            Cause = body.Cause,
            CauseSequence = body.CauseSequence,
            Peak = body.Peak,
            PeakSequence = body.PeakSequence,
            DrawdownPpm = body.DrawdownPpm,
            Thresholds = body.Thresholds,
            BalanceAtStart = start.BalanceAfter!.Value,
            Floor = (policies.LastOrDefault(policy => policy.Sequence < row.StartSequence) ?? policies[0]).Floor,
            BalanceAtEnd = end?.BalanceAfter,
            Lowest = new Money(row.LowestUnits, fund.Asset),
            Uncovered = new Money(row.UncoveredUnits, fund.Asset),
            Recovered = new Money(row.RecoveredUnits, fund.Asset),
            LossCount = row.LossCount,
            IsReplayed = start.Replayed,
        };
    }

    /// <summary>A loss as it is kept.</summary>
    internal static AdlLossView LossOf(AdlLossEntryRow row, LiveSnapshot snapshot)
    {
        var liquidation = LiveLiquidation.Read(row.Bytes, snapshot.Rulebook);
        var asset = liquidation.Entry.BalanceAfter!.Value.Asset;
        return new AdlLossView(
            LiquidationViews.Line(liquidation),
            row.EventSequence,
            new Money(row.UncoveredUnits, asset),
            new Money(row.RecoveredUnits, asset),
            row.FillCount,
            row.ProposalState is { } state ? new AdlProposalView(
                ChoiceText.Find<AdlProposalState>(state) ?? AdlProposalState.NoSnapshot,
                NumberOf(row.ProposalQuantity),
                NumberOf(row.BankruptcyPrice),
                NumberOf(row.MarkPrice),
                row.TakenAtMs is { } takenAt ? DateTimeOffset.FromUnixTimeMilliseconds(takenAt) : null,
                row.CloseCount ?? 0,
                NumberOf(row.Unfilled)) : null);
    }

    /// <summary>A fill as it is kept.</summary>
    internal static AdlFillView FillOf(AdlFillRow row, Asset asset) => new(
        row.Sequence,
        DateTimeOffset.FromUnixTimeMilliseconds(row.OccurredAtMs),
        QueueText.Number(row.Quantity),
        QueueText.Number(row.Price),
        new Money(row.RecoveredUnits, asset),
        new Money(row.ExcessUnits, asset));

    private async Task<ImmutableArray<LiquidationLine>> ReadDrawsAsync(AdlEventView found, LiveSnapshot snapshot, CancellationToken cancellation)
    {
        var filter = new LiquidationFilter { FundId = found.FundId, Outcome = StoredOutcome.Of(LiquidationOutcome.Covered) };
        var page = await liquidations.ReadPageAsync(filter, found.Sequence, AdlEventPageView.DrawsMax, cancellation);
        return [.. page.Rows.Select(row => LiquidationViews.Line(LiveLiquidation.Read(row.Bytes, snapshot.Rulebook)))];
    }

    private static DecimalNumber? NumberOf(string? text) => text is null ? null : QueueText.Number(text);
}
