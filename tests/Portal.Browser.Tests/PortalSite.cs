using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Portal.Browser.Tests;

/// <summary>The portal on a port of its own, over real HTTP.</summary>
public sealed class PortalSite : WebApplicationFactory<Program>
{
    public PortalSite()
    {
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    // The factory would choose Development, where assets are not cached and errors are shown in full.
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production");
}
