using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Ledger;
using Portal.Storage.Deleveraging;
using Portal.Worker.Settling;

namespace Portal.Worker.Positions;

/// <summary>Takes position snapshots: ranks them by the published formula and keeps the queue, never the positions as they came.</summary>
/// <remarks>It is for show and for proposals. No entry of the ledger follows from it, so it stands in no line with what is settled.</remarks>
public sealed class PositionIntake(RulesInForce rules, AdlQueueStore queues, TimeProvider time)
{
    /// <summary>Reads and takes one snapshot.</summary>
    public async Task<SnapshotResult> TakeAsync(string source, ReadOnlyMemory<byte> jsonObject, CancellationToken cancellation)
    {
        var (externalId, read) = SnapshotReader.Read(jsonObject);
        return read.Problem is { } problem
            ? new SnapshotResult(externalId, SnapshotStatus.Rejected, problem)
            : await TakeAsync(source, read.Value, SHA256.HashData(jsonObject.Span), cancellation);
    }

    /// <summary>Takes one snapshot.</summary>
    /// <param name="source">Who sends it.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="contentHash">What tells it from another one of the same id.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<SnapshotResult> TakeAsync(string source, PositionSnapshot snapshot, byte[] contentHash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var now = time.GetUtcNow();
        var found = FindFund(snapshot, now);
        if (found.Problem is { } problem)
        {
            return new SnapshotResult(snapshot.ExternalId, SnapshotStatus.Rejected, problem);
        }

        var queue = Rank(snapshot, found.Value.Contract);
        var (longs, shorts) = (AdlQueueSide.Of(queue.Longs), AdlQueueSide.Of(queue.Shorts));
        var row = new AdlQueueRow(
            snapshot.Symbol,
            found.Value.FundId,
            source,
            Encoding.ASCII.GetBytes(snapshot.ExternalId),
            contentHash,
            snapshot.TakenAt.ToUnixTimeMilliseconds(),
            now.ToUnixTimeMilliseconds(),
            snapshot.MarkPrice.ToString(),
            QueueText.Write(longs.Quintiles()),
            QueueText.Write(shorts.Quintiles()),
            LongProposed: "0",
            ShortProposed: "0");
        return await queues.ReplaceAsync(row, QueueText.Write(longs), QueueText.Write(shorts), cancellation) switch
        {
            SnapshotOutcome.Taken => new SnapshotResult(snapshot.ExternalId, SnapshotStatus.Taken, null),
            SnapshotOutcome.Duplicate => new SnapshotResult(snapshot.ExternalId, SnapshotStatus.Duplicate, null),
            SnapshotOutcome.Stale => new SnapshotResult(
                snapshot.ExternalId, SnapshotStatus.Stale, new Problem("stale", "takenAt", $"A snapshot of {snapshot.Symbol} that is as new or newer stands already.")),
            _ => new SnapshotResult(
                snapshot.ExternalId, SnapshotStatus.Rejected, new Problem("too-many-contracts", "symbol", $"More than {AdlQueueStore.ContractsMax} contracts have no queues.")),
        };
    }

    private Checked<(string FundId, Contract Contract)> FindFund(PositionSnapshot snapshot, DateTimeOffset now)
    {
        if (snapshot.TakenAt > now + SettlementInput.AheadMax || snapshot.TakenAt < SettlementInput.OldestTime)
        {
            return new Problem("bad-time", "takenAt", "is more than 5 minutes ahead, or before there were such contracts.");
        }

        var book = rules.Rulebook;
        var listing = book.FindContractAt(snapshot.Symbol, snapshot.TakenAt);
        var assetCode = listing?.Terms.SettleAssetCode ?? snapshot.AssetCode;
        var fundId = book.FindFundOf(snapshot.Symbol) ?? (assetCode is null ? null : book.FindFundOfOtherSymbols(assetCode));
        return fundId is null
            ? assetCode is null
                ? new Problem("missing", "asset", $"is needed: the contract '{snapshot.Symbol}' is not listed.")
                : new Problem("unknown-symbol", "symbol", $"No fund covers '{snapshot.Symbol}' in {assetCode}.")
            : (fundId, listing?.Terms.Contract ?? Contract.Unlisted);
    }

    private static AdlQueue Rank(PositionSnapshot snapshot, Contract contract)
    {
        var positions = snapshot.Positions.Select((position, index) => new AdlPosition(
            index.ToString("D6", CultureInfo.InvariantCulture),
            position.Side,
            position.Quantity,
            AdlScore.Of(contract.Kind, position.Side, position.EntryPrice, BankruptcyOf(position, contract), snapshot.MarkPrice)));
        return AdlQueue.Of([.. positions]).Value;
    }

    private static Price BankruptcyOf(PositionReport position, Contract contract) =>
        position.BankruptcyPrice ?? BankruptcyPrice.Of(contract, position.Side, position.Quantity, position.EntryPrice, position.Margin ?? default);
}
