using System.Collections.Immutable;
using Portal.Storage.Intake;

namespace Portal.Admin.Dashboard;

/// <summary>Says which sources somebody should hear of, from what is stored about all of them. Pure.</summary>
public static class ExpectedSources
{
    /// <summary>Sources with this prefix are recordings, which end.</summary>
    private const string ReplayPrefix = "replay:";

    /// <summary>Finds them.</summary>
    /// <param name="states">What has come from whom.</param>
    /// <param name="keys">Every key there ever was.</param>
    /// <param name="paused">Who is paused.</param>
    /// <param name="resumed">Who was paused and is not any more.</param>
    /// <param name="now">The clock: a key that has ended by then is none.</param>
    /// <returns>By name: whoever has a key that works, or has sent without ever having one. Whose keys were all revoked or have ended is left out, and a recording unless it is paused.</returns>
    public static ImmutableArray<SourceFigures> Of(
        IReadOnlyList<SourceStateRow> states,
        IReadOnlyList<IntakeKeyRow> keys,
        IReadOnlyList<SourcePauseRow> paused,
        IReadOnlyList<SourceResumedRow> resumed,
        DateTimeOffset now)
    {
        var stateOf = states.ToDictionary(static row => row.Source, StringComparer.Ordinal);
        var keysOf = keys.ToLookup(static key => key.Source, StringComparer.Ordinal);
        var pauseOf = paused.ToDictionary(static row => row.Source, StringComparer.Ordinal);
        var resumedAt = resumed.ToDictionary(static row => row.Source, static row => row.ResumedAtMs, StringComparer.Ordinal);
        return
        [
            .. stateOf.Keys.Union(keysOf.Select(static group => group.Key), StringComparer.Ordinal).Union(pauseOf.Keys, StringComparer.Ordinal)
                .Where(name => !keysOf[name].Any() || keysOf[name].Any(key => key.WorksAt(now)))
                .Where(name => pauseOf.ContainsKey(name) || !name.StartsWith(ReplayPrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new SourceFigures(name, TimeOf(stateOf.GetValueOrDefault(name)?.LastSeenAtMs), stateOf.GetValueOrDefault(name)?.Gaps ?? 0)
                {
                    KeyMadeAt = TimeOf(keysOf[name].Where(key => key.WorksAt(now)).Select(static key => (long?)key.CreatedAtMs).Min()),
                    ResumedAt = resumedAt.TryGetValue(name, out var at) ? TimeOf(at) : null,
                    Pause = pauseOf.GetValueOrDefault(name),
                }),
        ];
    }

    private static DateTimeOffset? TimeOf(long? unixMs) => unixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
