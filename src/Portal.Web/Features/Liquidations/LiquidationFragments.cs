using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Live;

namespace Portal.Web.Features.Liquidations;

/// <summary>The live parts of a liquidation's page. One that settled does not change; one that left a loss is followed until all of that is recovered.</summary>
public sealed class LiquidationFragments(AdlReading reading, SnapshotReads reads) : IViewFragments
{
    private const string SettledPrefix = "liquidation/";
    private const string OutstandingPrefix = "loss/";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Closes are proposed some hundred milliseconds after the loss, and no entry tells of them.
    private static readonly TimeSpan ProposedWithin = TimeSpan.FromMinutes(1);

    /// <summary>The view of a liquidation's page.</summary>
    /// <param name="sequence">The liquidation.</param>
    /// <param name="isOutstanding">Whether it left a loss of which something is outstanding.</param>
    public static string NameOf(long sequence, bool isOutstanding) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isOutstanding ? OutstandingPrefix : SettledPrefix)}{sequence}");

    /// <inheritdoc/>
    public bool Owns(string view) => EntryOf(view) is not null;

    /// <inheritdoc/>
    public bool Exists(string view, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return EntryOf(view) <= snapshot.Sequence;
    }

    /// <inheritdoc/>
    public bool Changes(string view) => ViewName.EntryAfter(OutstandingPrefix, view) is not null;

    /// <inheritdoc/>
    public TimeSpan PauseOf(string view, LiveSnapshot from, LiveSnapshot to) => Pause;

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var sequence = EntryOf(view)!.Value;
        if (to.Rulebook.FindReversalOf(sequence) is { } reversal && from.Rulebook.FindReversalOf(sequence) is null)
        {
            await fragments.PutAsync<LiquidationStanding>(
                LiquidationStanding.ElementId, reversal, () => new() { [nameof(LiquidationStanding.ReversedBy)] = reversal.Sequence });
        }

        if (Changes(view))
        {
            await AddRecoveryAsync(fragments, view, sequence, from, to);
        }
    }

    private async Task AddRecoveryAsync(FragmentList fragments, string view, long sequence, LiveSnapshot from, LiveSnapshot to)
    {
        var isKnown = reads.TryFind<AdlRecoveryView>(from, view, out var earlier);
        if (isKnown && !HasNews(earlier, sequence, from, to))
        {
            reads.Carry(from, to, view);
            return;
        }

        if (await reads.ReadAsync(to, view, () => reading.ReadRecoveryAsync(to, sequence, CancellationToken.None)) is { } shown)
        {
            await AddAsync<LossFigures>(fragments, LossFigures.ElementId, earlier, shown);
            await AddAsync<LossFills>(fragments, LossFills.ElementId, earlier, shown);
            await AddAsync<LossProposal>(fragments, LossProposal.ElementId, earlier, shown);
        }
    }

    // A liquidation without a loss has no news, nor has a loss that is recovered, unless it is taken back.
    private static bool HasNews(AdlRecoveryView? earlier, long sequence, LiveSnapshot from, LiveSnapshot to)
    {
        if (earlier is null || to.Find(earlier.Loss.Line.FundId) is not { } fund || from.Find(fund.Id) is not { } before)
        {
            return false;
        }

        var fresh = fund.Entries.Where(entry => entry.Sequence > before.Sequence).ToArray();
        var isGap = fund.FundSequence - before.FundSequence > fresh.Length;
        return fresh.Any(entry => Concerns(entry.Body, sequence))
            || (!earlier.IsOver && (isGap || (earlier.Loss.Proposal is null && to.AsOf - earlier.Loss.Line.RecordedAt < ProposedWithin)));
    }

    private static bool Concerns(EntryBody body, long sequence) =>
        (body as AdlFilled)?.LiquidationSequence == sequence || (body as EntryReversed)?.ReversedSequence == sequence;

    // Every part takes the whole loss.
    private static Task AddAsync<TPart>(FragmentList fragments, string target, AdlRecoveryView? earlier, AdlRecoveryView shown)
        where TPart : IComponent =>
        fragments.AddAsync<TPart, AdlRecoveryView>(target, earlier, shown, static shown => new() { [nameof(LossFigures.Recovery)] = shown });

    private static long? EntryOf(string view) => ViewName.EntryAfter(SettledPrefix, view) ?? ViewName.EntryAfter(OutstandingPrefix, view);
}
