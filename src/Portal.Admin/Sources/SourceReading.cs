using System.Collections.Immutable;
using Portal.Admin.Sessions;
using Portal.Storage.Intake;
using Portal.Storage.People;

namespace Portal.Admin.Sources;

/// <summary>What everybody inside may see of sources. Each call asks the database first who is asking.</summary>
public sealed class SourceReading(CurrentPerson current, SourceStore sources, IntakeKeyStore keys, SourcePauseStore pauses, TimeProvider clock)
{
    /// <summary>Every source that has sent something, has a key or is paused.</summary>
    /// <exception cref="NotAllowedException">Nobody is signed in any more.</exception>
    public async Task<SourcesView> ReadAsync(CancellationToken cancellation)
    {
        // Looking is no activity: the page reads again by itself.
        var person = await current.FindAsync(cancellation) ?? throw new NotAllowedException(PersonRole.Viewer, isSignedIn: false);
        var now = clock.GetUtcNow();
        var states = (await sources.ReadAllAsync(cancellation)).ToDictionary(static row => row.Source, StringComparer.Ordinal);
        var keysOf = (await keys.ReadAllAsync(cancellation)).ToLookup(static key => key.Source, StringComparer.Ordinal);
        var paused = (await pauses.ReadAllAsync(cancellation)).ToDictionary(static row => row.Source, StringComparer.Ordinal);
        var flow = await sources.ReadFlowAsync(now, cancellation);
        var flowOf = flow.Rows.ToDictionary(static row => row.Source, StringComparer.Ordinal);
        var names = states.Keys.Union(keysOf.Select(static group => group.Key), StringComparer.Ordinal).Union(paused.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new SourcesView(
            [
                .. names.Select(name => new SourceView
                {
                    Source = name,
                    At = now,
                    Keys = [.. keysOf[name].OrderByDescending(static key => key.Generation)],
                    State = states.GetValueOrDefault(name),
                    Pause = paused.GetValueOrDefault(name),
                    MinuteRate = (flowOf.GetValueOrDefault(name)?.MinuteRecords ?? 0) / flow.MinuteSeconds,
                    HourRate = (flowOf.GetValueOrDefault(name)?.HourRecords ?? 0) / flow.HourSeconds,
                }),
            ],
            person.Role);
    }
}
