using Portal.Admin;
using Portal.Admin.DataKeys;
using Portal.Admin.Quarantine;
using Portal.Admin.Sources;
using Portal.Worker.Intake;

namespace Portal.Web.Hosting;

/// <summary>Registers the operators' pages.</summary>
internal static class AdminPages
{
    /// <summary>The operators' half; the keys behind its cookies and the secrets of sources come from the master secret, which every node has.</summary>
    public static void AddAdminPages(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<ICorrectedRecords, CorrectedRecords>()
        .AddPortalAdmin(
            configuration,
            static provider => new DataKeySeal(provider.GetRequiredService<MasterSecret>().SealFor("data-keys")),
            static provider => new IntakeSecrets(provider.GetRequiredService<MasterSecret>().IntakeSecret));
}
