using System.Collections.Concurrent;
using Portal.Benchmarks.Pushing;

namespace Portal.Benchmarks.Streaming;

/// <summary>Many readers of one event stream.</summary>
internal sealed class StreamReaders : IAsyncDisposable
{
    private const int ConnectingAtOnce = 50;

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<LightReader> _readers = [];
    private readonly ConcurrentBag<Task> _following = [];

    /// <summary>What arrived, at all of them.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    /// <summary>Bytes that arrived, at all of them.</summary>
    public long Bytes => _readers.Sum(static reader => reader.Bytes);

    /// <summary>Opens so many.</summary>
    public static async Task<StreamReaders> OpenAsync(Uri stream, int count, CancellationToken cancellation)
    {
        var readers = new StreamReaders();
        try
        {
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellation }, async (_, stopping) =>
            {
                var reader = new LightReader();
                readers._readers.Add(reader);
                await reader.OpenAsync(stream, stopping);
                readers._following.Add(reader.FollowAsync(readers.Arrivals.Enqueue, readers._ending.Token));
            });
            return readers;
        }
        catch
        {
            await readers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_following);
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _ending.Dispose();
    }
}
