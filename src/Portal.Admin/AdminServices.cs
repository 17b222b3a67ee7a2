using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Admin.Audit;
using Portal.Admin.Dashboard;
using Portal.Admin.DataKeys;
using Portal.Admin.Embeds;
using Portal.Admin.Events;
using Portal.Admin.Passwords;
using Portal.Admin.People;
using Portal.Admin.Proposals;
using Portal.Admin.Quarantine;
using Portal.Admin.Rates;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Admin.Sources;
using Radzen;

namespace Portal.Admin;

/// <summary>Registers the operators' half. Needs the stores of <c>Portal.Storage</c> and a <see cref="TimeProvider"/>.</summary>
public static class AdminServices
{
    // Twice what Identity does by itself; an attempt costs about a tenth of a second.
    private const int PasswordIterations = 210_000;

    // Pages whose browser went away, kept for three minutes in case it comes back.
    private const int DisconnectedPagesMax = 20;

    /// <summary>Registers everything.</summary>
    /// <param name="services">Where.</param>
    /// <param name="configuration">Where the thresholds of alerts are.</param>
    /// <param name="seal">Gives the key that seals the data-protection keys in the database, 32 bytes, the same on every node.</param>
    /// <param name="secrets">Derives the secrets of intake keys, alike on every node.</param>
    public static IServiceCollection AddPortalAdmin(
        this IServiceCollection services,
        IConfiguration configuration,
        Func<IServiceProvider, DataKeySeal> seal,
        Func<IServiceProvider, IntakeSecrets> secrets)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(secrets);
        AddDataKeys(services, seal);
        AddIdentity(services);
        AddCookies(services);
        services.AddAuthorization(AdminPolicy.Add);
        services.AddCascadingAuthenticationState();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<PeopleActions>();
        services.AddOptions<ApprovalOptions>().BindConfiguration(ApprovalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CorrectionsOfLate>();
        services.AddSingleton<ApprovalRules>();
        services.AddSingleton<ProposalSources>();
        services.AddScoped<ProposalDesk>();
        services.AddScoped<ProposalReading>();
        services.AddScoped<QuarantineReading>();
        services.AddScoped<RateReading>();
        services.AddScoped<AuditReading>();
        services.AddScoped<SourceReading>();
        services.AddScoped<SourceActions>();
        services.AddScoped<EmbedActions>();
        services.AddScoped<EventActions>();
        services.AddOptions<AlertThresholds>().Bind(configuration.GetSection(AlertThresholds.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertThresholds>, AlertThresholdsValidator>();
        services.AddSingleton<HolderWatch>();
        services.AddSingleton<StandingWatch>();
        services.AddSingleton<DashboardReading>();
        services.AddScoped<AccountActions>();
        services.AddScoped<AuthenticatorChange>();
        services.AddScoped<PasskeyDoor>();
        services.AddSingleton<AdminSessions>();
        services.AddSingleton<AuthenticatorKeys>();
        services.AddSingleton<Door>();
        services.TryAddSingleton<InvitationDesk>();
        services.AddSingleton<Halfway>();
        services.AddSingleton<Enrolment>();
        services.AddRazorComponents().AddInteractiveServerComponents(static options => options.DisconnectedCircuitMaxRetained = DisconnectedPagesMax);
        services.AddSingleton<OpenPages>();
        services.AddScoped<CircuitHandler, OpenPageWatch>();

        // After the components, which bring one that never asks again.
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddRadzenComponents();
        return services;
    }

    private static void AddDataKeys(IServiceCollection services, Func<IServiceProvider, DataKeySeal> seal)
    {
        services.AddSingleton(seal);
        services.AddSingleton<DatabaseKeyRepository>();
        services.AddDataProtection().SetApplicationName("Portal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(static provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<DatabaseKeyRepository>();
            options.XmlEncryptor = new SealingXmlEncryptor(provider.GetRequiredService<DataKeySeal>());
        }));
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Person>(static options =>
        {
            options.User.AllowedUserNameCharacters = string.Empty;
            options.Lockout.MaxFailedAccessAttempts = Door.AttemptsMax;
            options.Lockout.DefaultLockoutTimeSpan = Door.Lockout;
        }).AddUserStore<PersonIdentityStore>().AddSignInManager();

        // In the place of Identity's own rules about letters and digits.
        foreach (var rule in services.Where(static service => service.ServiceType == typeof(IPasswordValidator<Person>)).ToArray())
        {
            services.Remove(rule);
        }

        services.AddSingleton<IPasswordValidator<Person>, PasswordRules>();
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.Configure<PasswordHasherOptions>(static options => options.IterationCount = PasswordIterations);
        services.Configure<IdentityPasskeyOptions>(static options =>
        {
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";

            // By itself Identity compares with the origin that the request names, which a page of a neighbouring host names for itself.
            options.ValidateOrigin = static context => ValueTask.FromResult(
                !context.CrossOrigin
                && context.HttpContext is { Request: var request }
                && string.Equals(context.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
        });
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.AddAuthentication()
            .AddCookie(AdminScheme.Session, static options =>
            {
                Harden(options, "portal-admin");
                options.ExpireTimeSpan = AdminSessions.LengthMax;
                options.LoginPath = $"{AdminArea.Path}/sign-in";
                options.AccessDeniedPath = $"{AdminArea.Path}/denied";
                options.ReturnUrlParameter = "returnUrl";
                options.Events.OnValidatePrincipal = static context =>
                    context.HttpContext.RequestServices.GetRequiredService<AdminSessions>().ValidateAsync(context);
            })
            .AddCookie(AdminScheme.Halfway, static options =>
            {
                Harden(options, "portal-admin-halfway");
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            });
        services.AddAntiforgery(static options =>
        {
            options.Cookie.Name = "portal-admin-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    // A session cookie of the browser, out of scripts' reach and never sent along from elsewhere. How long it holds the database says.
    private static void Harden(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new PrefixedCookieManager();
        options.SlidingExpiration = false;
    }
}
