using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Portal.Web.Live;

/// <summary>Counts what each address has open, and lets none have more than its share.</summary>
public abstract class AddressShares(RefusalLog refusals)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _shares = [];

    /// <summary>What is counted, in words; the name of the limit.</summary>
    protected abstract string Counted { get; }

    /// <summary>How many one address may have.</summary>
    protected abstract int Most { get; }

    /// <summary>Counts one more; false when the address has all it may have.</summary>
    public bool TryTake(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (_gate)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_shares, address, out _);
            if (count < Most)
            {
                count++;
                return true;
            }
        }

        refusals.Note(address, Counted);
        return false;
    }

    /// <summary>Counts one less.</summary>
    public void Release(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        lock (_gate)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_shares, address);
            if (--count == 0)
            {
                _shares.Remove(address);
            }
        }
    }
}

/// <summary>Connections to the hub and to the event stream together.</summary>
public sealed class AddressConnections(IOptions<HubLimits> limits, RefusalLog refusals) : AddressShares(refusals)
{
    /// <inheritdoc/>
    protected override string Counted => "live connections at a time";

    /// <inheritdoc/>
    protected override int Most => limits.Value.ConnectionsPerAddress;
}

/// <summary>Exports under way.</summary>
public sealed class AddressExports(IOptions<RequestLimits> limits, RefusalLog refusals) : AddressShares(refusals)
{
    /// <inheritdoc/>
    protected override string Counted => "exports at a time";

    /// <inheritdoc/>
    protected override int Most => limits.Value.ExportsPerAddress;
}
