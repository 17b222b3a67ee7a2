using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Portal.Web.Live;

/// <summary>What was read from the database to be shown with a snapshot: once for each view, however many languages and readers it is for. Kept as long as the snapshot.</summary>
public sealed class SnapshotReads
{
    private readonly ConditionalWeakTable<LiveSnapshot, ConcurrentDictionary<string, Lazy<Task<object?>>>> _read = [];

    /// <summary>What a view shows with a snapshot; read when nobody did yet.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="view">The view, or a name for a part of it.</param>
    /// <param name="read">Reads it. A read that fails is done again by the next who asks.</param>
    public async Task<TShown?> ReadAsync<TShown>(LiveSnapshot snapshot, string view, Func<Task<TShown?>> read)
        where TShown : class
    {
        ArgumentNullException.ThrowIfNull(read);
        var known = _read.GetOrCreateValue(snapshot);
        var reading = known.GetOrAdd(view, _ => new Lazy<Task<object?>>(async () => await read()));
        try
        {
            return (TShown?)await reading.Value;
        }
        catch
        {
            known.TryRemove(new KeyValuePair<string, Lazy<Task<object?>>>(view, reading));
            throw;
        }
    }

    /// <summary>What was read for a snapshot, without reading.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="view">The view, or a name for a part of it.</param>
    /// <param name="shown">What was read; null also when there was nothing.</param>
    /// <returns>Whether it was read.</returns>
    public bool TryFind<TShown>(LiveSnapshot snapshot, string view, out TShown? shown)
        where TShown : class
    {
        shown = null;
        if (_read.TryGetValue(snapshot, out var known) && known.TryGetValue(view, out var reading) && reading is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            shown = (TShown?)reading.Value.GetAwaiter().GetResult();
            return true;
        }

        return false;
    }

    /// <summary>What was read for a snapshot holds for a later one too, since nothing about it has happened.</summary>
    public void Carry(LiveSnapshot from, LiveSnapshot to, string view)
    {
        if (_read.TryGetValue(from, out var known) && known.TryGetValue(view, out var reading))
        {
            _read.GetOrCreateValue(to).TryAdd(view, reading);
        }
    }
}
