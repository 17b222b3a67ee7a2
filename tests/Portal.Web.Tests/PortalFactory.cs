using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Portal.Web.Tests;

/// <summary>The portal as visitors get it, in this process.</summary>
public sealed class PortalFactory : WebApplicationFactory<Program>
{
    // The factory would choose Development, where assets are not cached and errors are shown in full.
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production");
}
