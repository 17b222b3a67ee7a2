using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Portal.Admin;
using Portal.Storage.Schema;
using Portal.Web.Features.Health;
using Portal.Web.Operations;
using Portal.Worker;
using Portal.Worker.Intake;
using Portal.Worker.Publishing;
using Portal.Worker.Sources.DemoMarket;
using Portal.Worker.Sources.ExchangeStreams;
using Portal.Worker.Sources.RabbitMq;

namespace Portal.Web.Hosting;

/// <summary>Serves the portal in the roles that the configuration names.</summary>
internal static class PortalServer
{
    /// <summary>Runs until the process is told to stop.</summary>
    /// <returns>The exit code: 2 when it could not start.</returns>
    public static async Task<int> RunAsync(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = settings,

            // Settings and pages are found beside the program, whichever folder it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.UsePortalAddress();
        builder.WebHost.UseStaticWebAssets();
        AddServices(builder);

        var app = builder.Build();
        try
        {
            await app.Services.GetRequiredService<SchemaMigration>().ApplyAsync(CancellationToken.None);
            if (RolesOf(app.Configuration).HasFlag(PortalRoles.Worker))
            {
                // A worker that can't sign would settle what nobody can check.
                await app.Services.GetRequiredService<LogIdentity>().OpenAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is SchemaTooNewException or LogKeyException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Commands.PortalCommandLine.CouldNotRun;
        }

        Map(app);
        await app.RunAsync();
        return 0;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddOptions<PortalOptions>().Bind(configuration.GetSection(PortalOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.AddPortalStorage(configuration).AddPortalSettling(configuration);
        builder.Logging.UsePortalFormat(configuration);

        // What is registered first is stopped last: a process counts and says goodbye once it has settled everything.
        services.AddPortalOperations(configuration);
        var roles = RolesOf(configuration);
        if (roles.HasFlag(PortalRoles.Web))
        {
            services.AddPortalWeb(configuration);
            services.AddPublicPages();
            services.AddAdminPages(configuration);
        }

        if (roles.HasFlag(PortalRoles.Worker))
        {
            services.AddHostedService(static provider => provider.GetRequiredService<IntakeKeyUses>());
            services.AddHostedService<SettlementStart>();
            services.AddHostedService<DemoMarketStarter>();
            services.AddHostedService<ExchangeStreamMirror>();
            services.AddHostedService<RabbitMqSource>();
        }

        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in configuration.GetSection("Portal:KnownProxies").Get<string[]>() ?? [])
            {
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
    }

    private static void Map(WebApplication app)
    {
        var roles = RolesOf(app.Configuration);
        if (app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        if (roles.HasFlag(PortalRoles.Worker))
        {
            app.Services.GetRequiredService<IntakeEndpoints>().Map(app);
        }

        if (roles.HasFlag(PortalRoles.Web))
        {
            app.MapPortalWeb();
            app.MapPublicPages();
            app.MapPortalAdmin();
        }
        else
        {
            HealthEndpoints.Map(app);
        }
    }

    private static PortalRoles RolesOf(IConfiguration configuration) =>
        (configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new PortalOptions()).RoleFlags;
}
