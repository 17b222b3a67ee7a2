using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Counts open live connections per visitor, of the hub and of every stream together.</summary>
public sealed class ConnectionCounts(IOptions<HubLimits> limits)
{
    private readonly ConcurrentDictionary<IPAddress, int> _connections = new();

    /// <summary>Counts a connection in; false, and not counted, when the visitor has as many as allowed.</summary>
    public bool TryTake(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (_connections.AddOrUpdate(address, 1, static (_, count) => count + 1) <= limits.Value.ConnectionsPerAddress)
        {
            return true;
        }

        Release(address);
        return false;
    }

    /// <summary>Counts a connection out.</summary>
    public void Release(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // Whoever brings the count to zero takes it away, unless somebody came in between.
        if (_connections.AddOrUpdate(address, 0, static (_, count) => count - 1) <= 0)
        {
            _connections.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
        }
    }
}
