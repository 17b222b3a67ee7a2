using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Counts what each address keeps open, at the hub and at the event stream together, and lets none have more than its share.</summary>
public sealed partial class AddressConnections(IOptions<HubLimits> limits, ILogger<AddressConnections> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Share> _shares = [];

    /// <summary>Counts one more; false when the address has all it may have.</summary>
    public bool TryTake(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool isFirstRefusal;
        lock (_gate)
        {
            ref var share = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, address, out _);
            if (share.Count < limits.Value.ConnectionsPerAddress)
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
            LogRefused(address, limits.Value.ConnectionsPerAddress);
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

    [LoggerMessage(1, LogLevel.Warning, "{Address} has {Connections} connections open, all that one address may have; more are refused.")]
    private partial void LogRefused(IPAddress address, int connections);

    private struct Share
    {
        public int Count { get; set; }

        public bool WasRefused { get; set; }
    }
}
