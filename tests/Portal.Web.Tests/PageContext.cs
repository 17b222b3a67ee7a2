using System.Globalization;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Features;
using Portal.Web.Features.Events;
using Portal.Web.Features.Funds.History;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests;

/// <summary>Renders components in English over the sample portal.</summary>
public abstract class PageContext : BunitContext
{
    protected PageContext()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("en");
        Services.AddSingleton(new PublicAddress(new ConfigurationBuilder().Build()));
        Services.AddSingleton<IPageViews, SamplePageViews>();
        Services.AddSingleton<IFundHistoryViews, SampleHistoryViews>();
        Services.AddSingleton<IEventViews, SampleHistoryViews>();
    }
}
