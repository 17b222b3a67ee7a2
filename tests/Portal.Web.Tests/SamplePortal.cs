using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Features;
using Portal.Web.Features.Events;
using Portal.Web.Features.Funds.History;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests;

/// <summary>The portal with sample figures behind its pages. It settles nothing.</summary>
public sealed class SamplePortal : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Portal:Roles", "web");
        builder.ConfigureTestServices(services => services.AddSingleton<IPageViews, SamplePageViews>()
            .AddSingleton<IFundHistoryViews, SampleHistoryViews>()
            .AddSingleton<IEventViews, SampleHistoryViews>());
    }
}
