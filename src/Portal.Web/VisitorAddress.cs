using System.Net;
using System.Net.Sockets;

namespace Portal.Web;

/// <summary>What counts as one visitor when visitors are limited.</summary>
internal static class VisitorAddress
{
    /// <summary>The IPv4 address, or the IPv6 network of 64 bits: one customer of a provider has at least that.</summary>
    public static IPAddress Of(HttpContext? context)
    {
        var address = context?.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
