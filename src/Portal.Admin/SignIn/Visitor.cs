using System.Net;
using Microsoft.AspNetCore.Http;

namespace Portal.Admin.SignIn;

/// <summary>From where and with what somebody comes.</summary>
/// <param name="Address">The network address; <c>unknown</c> when the connection has none.</param>
/// <param name="UserAgent">What the browser calls itself, at most 160 printable characters.</param>
public sealed record Visitor(string Address, string UserAgent)
{
    private const int UserAgentMax = 160;

    /// <summary>Of a request; behind a known proxy the forwarded address.</summary>
    public static Visitor Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var agent = context.Request.Headers.UserAgent.ToString();
        return new Visitor(
            AddressOf(context.Connection.RemoteIpAddress),
            string.Concat(agent.Where(static letter => letter is >= ' ' and <= '~').Take(UserAgentMax)));
    }

    private static string AddressOf(IPAddress? address) =>
        address is null ? "unknown" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
