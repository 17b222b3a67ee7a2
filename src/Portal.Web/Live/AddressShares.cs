using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Counts what each address has open, and lets none have more than its share.</summary>
public abstract partial class AddressShares(ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Share> _shares = [];

    /// <summary>What is counted, in words.</summary>
    protected abstract string Counted { get; }

    /// <summary>How many one address may have.</summary>
    protected abstract int Most { get; }

    /// <summary>Counts one more; false when the address has all it may have.</summary>
    public bool TryTake(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool isFirstRefusal;
        lock (_gate)
        {
            ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, address, out _);
            if (share.Count < Most)
            {
                share.Count++;
                return true;
            }

            isFirstRefusal = !share.WasRefused;
            share.WasRefused = true;
        }

        // Once, until all it has are closed: whoever is refused a thousand times must not fill the log.
        if (isFirstRefusal)
        {
            LogRefused(address, Most, Counted);
        }

        return false;
    }

    /// <summary>Counts one less.</summary>
    public void Release(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (_gate)
        {
            ref var share = ref CollectionsMarshal.GetValueRefOrNullRef(_shares, address);
            if (--share.Count == 0)
            {
                _shares.Remove(address);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Address} has {Count} {Counted} open, all that one address may have; more are refused.")]
    private partial void LogRefused(IPAddress address, int count, string counted);

    private struct Share
    {
        public int Count { get; set; }

        public bool WasRefused { get; set; }
    }
}

/// <summary>Connections to the hub and to the event stream together.</summary>
public sealed class AddressConnections(IOptions<HubLimits> limits, ILogger<AddressConnections> logger) : AddressShares(logger)
{
    /// <inheritdoc/>
    protected override string Counted => "live connections";

    /// <inheritdoc/>
    protected override int Most => limits.Value.ConnectionsPerAddress;
}

/// <summary>Exports under way.</summary>
public sealed class AddressExports(IOptions<RequestLimits> limits, ILogger<AddressExports> logger) : AddressShares(logger)
{
    /// <inheritdoc/>
    protected override string Counted => "exports";

    /// <inheritdoc/>
    protected override int Most => limits.Value.ExportsPerAddress;
}
