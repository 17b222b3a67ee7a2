using System.Text.Json;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.People;
using Portal.Storage.StressEvents;

namespace Portal.Admin.Events;

/// <summary>What operators call stress events, and say about them in public. Which events there are nobody decides. Each action asks the database first who is acting.</summary>
public sealed class EventActions(CurrentPerson current, LedgerPositions positions, StressEventReader events, StressEventNameStore names, TimeProvider clock)
{
    /// <summary>The most events shown.</summary>
    public const int EventsMax = 50;

    /// <summary>The newest events of all funds, and whether the person may name them.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<(IReadOnlyList<NamedEvent> Events, bool MayName)> ReadAsync(CancellationToken cancellation)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, cancellation);
        var (rulebook, _) = await positions.LookAsync(cancellation);
        var policies = rulebook.Funds.ToDictionary(static policy => policy.FundId, StringComparer.Ordinal);
        var found = await events.ReadAsync(policies.Keys, beforePeak: null, EventsMax, cancellation);
        return ([.. found.Select(stress => new NamedEvent(stress, policies[stress.FundId].Name, policies[stress.FundId].Asset))], person.May(PersonRole.Proposer));
    }

    /// <summary>Gives an event a name and a note, or takes both away by empty texts.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="peakSequence">The entry of the event's peak.</param>
    /// <param name="name">The name, at most <see cref="StressEventNameRow.NameMax"/> characters.</param>
    /// <param name="note">What to say about it, at most <see cref="StressEventNameRow.NoteMax"/> characters.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What stands there now, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not somebody who may propose.</exception>
    public async Task<Checked<StressEventNameRow>> NameAsync(string fundId, long peakSequence, string? name, string? note, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Proposer, cancellation);
        var (title, text) = (ProposedChange.CleanText(name), ProposedChange.CleanText(note));
        if ((Check(title, StressEventNameRow.NameMax, "name") ?? Check(text, StressEventNameRow.NoteMax, "note")) is { } problem)
        {
            return problem;
        }

        if (await events.FindAsync(fundId, peakSequence, cancellation) is null)
        {
            return new Problem("unknown-event", "peakSequence", "There is no such event.");
        }

        var row = new StressEventNameRow(fundId, peakSequence, title, text, actor.Handle, clock.GetUtcNow().ToUnixTimeMilliseconds());
        await names.SetAsync(
            row,
            before => (before?.Name ?? string.Empty) == title && (before?.Note ?? string.Empty) == text
                ? null
                : actor.Did(clock.GetUtcNow(), "event.named", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fundId}/{peakSequence}"), Details(before, row)),
            cancellation);
        return row;
    }

    private static Problem? Check(string text, int lengthMax, string field) => text.Length == 0 ? null : LedgerDecisions.CheckText(text, lengthMax, field);

    private static string Details(StressEventNameRow? before, StressEventNameRow after) => JsonSerializer.Serialize(new
    {
        from = before is null ? null : new { name = before.Name, note = before.Note },
        to = new { name = after.Name, note = after.Note },
    });
}
