using Portal.Web.Features.Entries;
using Portal.Web.Features.Events;
using Portal.Web.Features.Funds.History;

namespace Portal.Web.Features;

/// <summary>What the pages about the past are answered by.</summary>
internal static class HistoryPages
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RangeRecordReader>();
        services.AddSingleton<FundMarkReader>();
        services.AddSingleton<EventLines>();
        services.AddSingleton<EventReading>();
        services.AddSingleton<FundEntriesReading>();
        services.AddScoped<IFundHistoryViews, LedgerFundHistoryViews>();
        services.AddScoped<IEntryViews, LedgerEntryViews>();
        services.AddScoped<IEventViews, LedgerEventViews>();
    }
}
