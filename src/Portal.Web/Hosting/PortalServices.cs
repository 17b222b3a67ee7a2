using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Admin.SignIn;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.FundEntries;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Operations;
using Portal.Storage.People;
using Portal.Storage.Prices;
using Portal.Storage.Proposals;
using Portal.Storage.Rollups;
using Portal.Storage.Schema;
using Portal.Storage.Settings;
using Portal.Storage.StressEvents;
using Portal.Storage.TransparencyLog;
using Portal.Worker.Intake;
using Portal.Worker.Positions;
using Portal.Worker.Publishing;
using Portal.Worker.Settling;
using Portal.Worker.Sources;
using Portal.Worker.Sources.DemoMarket;
using Portal.Worker.Telemetry;

namespace Portal.Web.Hosting;

/// <summary>Registers the rooms of the house that every process and every command needs.</summary>
internal static class PortalServices
{
    /// <summary>The database and everything that reads and writes it.</summary>
    public static IServiceCollection AddPortalStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SecretOptions>().Bind(configuration.GetSection(SecretOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PortalDatabase(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddSingleton<SchemaMigration>();
        services.AddSingleton<LedgerSignal>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<LedgerPositions>();
        services.AddSingleton<DecisionStore>();
        services.AddSingleton<FundStateStore>();
        services.AddSingleton<RollupStore>();
        services.AddSingleton<KeptRollups>();
        services.AddSingleton<FundEntryStore>();
        services.AddSingleton<BalanceWalk>();
        services.AddSingleton<StressEventFinder>();
        services.AddSingleton<StressEventNameStore>();
        services.AddSingleton<StressEventReader>();
        services.AddSingleton<FeeRollupStore>();
        services.AddSingleton<LiquidationStore>();
        services.AddSingleton<AdlEventStore>();
        services.AddSingleton<AdlLossStore>();
        services.AddSingleton<AdlQueueStore>();
        services.AddSingleton<AdlProposalStore>();
        services.AddSingleton<LargestDrawStore>();
        services.AddSingleton<SettledRecordStore>();
        services.AddSingleton<SourceStore>();
        services.AddSingleton<QuarantineStore>();
        services.AddSingleton<QuarantineCorrectionStore>();
        services.AddSingleton<DismissalStore>();
        services.AddSingleton<IntakeKeyStore>();
        services.AddSingleton<SourcePauseStore>();
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<PortalSettingStore>();
        services.AddSingleton<ProcessSampleStore>();
        services.AddSingleton<IndexPriceStore>();
        services.AddSingleton<LogStore>();
        services.AddSingleton<LogTiles>();
        AddPeople(services);
        services.AddSingleton(provider => MasterSecret.LoadOrCreate(provider.GetRequiredService<IOptions<SecretOptions>>().Value.KeyFile));
        return services;
    }

    /// <summary>Intake and settlement.</summary>
    public static IServiceCollection AddPortalSettling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SettlementOptions>().Bind(configuration.GetSection(SettlementOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SettlementOptions>, SettlementOptionsValidator>();
        services.AddOptions<IntakeLimits>().Bind(configuration.GetSection(IntakeLimits.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IntakeLimits>, IntakeLimitsValidator>();
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section)).ValidateOnStart();
        services.AddOptions<LogOptions>().Bind(configuration.GetSection(LogOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LogOptions>, LogOptionsValidator>();
        services.AddSingleton<LogIdentity>();
        services.AddSingleton<LogRotation>();
        services.AddSingleton<LogPublisher>();
        services.AddSingleton<Checkpointer>();
        services.AddOptions<QuarantineOptions>().Bind(configuration.GetSection(QuarantineOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuarantineOptions>, QuarantineOptionsValidator>();
        services.AddSingleton<PayloadCleaner>();
        services.AddSingleton<RulesInForce>();
        services.AddSingleton<PositionIntake>();
        services.AddSingleton<AdlProposer>();
        services.AddSingleton<IntakeQueue>();
        services.AddSingleton<PauseWatch>();
        services.AddSingleton<SettlingFigures>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<SettlementStores>();
        services.AddSingleton<CorrectionSettlement>();
        services.AddSingleton<SettlementWorker>();
        services.AddSingleton<IntakeKeyUses>();
        services.AddSingleton<ListedAssets>();
        services.AddSingleton<PriceIntake>();
        services.AddSingleton<IntakeEndpoints>();
        services.AddOptions<SourceOptions>().Bind(configuration.GetSection(SourceOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SourceOptions>, SourceOptionsValidator>();
        services.AddSingleton<ReadingPermit>();
        return services;
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<AuditStore>();
        services.AddSingleton<ProposalStore>();
        services.AddSingleton<PersonStore>();
        services.AddSingleton<RecoveryCodeStore>();
        services.AddSingleton<PasskeyStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<RoleGrantStore>();
        services.AddSingleton<SignInStore>();
        services.AddSingleton<AdminSessionStore>();
        services.AddSingleton<DataKeyStore>();
        services.AddSingleton<InvitationDesk>();
    }
}
