using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Intake;
using Portal.Storage.Leases;
using Portal.Storage.Ledger;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Rates, ADL and how the portal itself is.</summary>
internal static class StandingEndpoints
{
    private static readonly string Version =
        typeof(StandingEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/rates", Rates)
            .WithSummary("Shares of trading fees that go to funds: in force, scheduled and past");
        api.MapRead("/adl", AdlAsync)
            .WithSummary("Auto-deleveraging: where every fund stands, the newest starts and stops, and what each time cost and recovered");
        api.MapRead("/prices", Prices)
            .WithSummary("Index prices in US dollars that operators send: for display alone, never for settlement");
        api.MapRead("/status", StatusAsync)
            .WithSummary("How fresh the figures are, and what each source sent")
            .WithMetadata(ApiAnswerFilter.Untagged.Instance);
    }

    private static Ok<RatesAnswer> Rates(RequestSnapshot request) =>
        TypedResults.Ok(new RatesAnswer(RateAnswer.AllOf(request.Value), request.Value.Sequence, request.Value.IsDemo));

    private static async Task<Ok<AdlAnswer>> AdlAsync(RequestSnapshot request, AdlReading reading, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var (events, _) = await reading.ReadEventsAsync(snapshot, before: null, cancellation);
        return TypedResults.Ok(new AdlAnswer(
            [.. snapshot.Funds.Select(AdlFundAnswer.Of)],
            [.. snapshot.AdlChanges.Reverse().Select(static change => change.Json)],
            [.. events.Select(AdlEventAnswer.Of)],
            snapshot.Sequence,
            snapshot.IsDemo));
    }

    private static Ok<PricesAnswer> Prices(RequestSnapshot request) =>
        TypedResults.Ok(new PricesAnswer([.. request.Value.Prices.All.Select(PriceAnswer.Of)], request.Value.IsDemo));

    private static async Task<Ok<StatusAnswer>> StatusAsync(
        RequestSnapshot request,
        LiveState live,
        LedgerStore ledger,
        SourceStore sources,
        SourcePauseStore pauses,
        LeaseStore leases,
        CheckpointWatch checkpoints,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var head = await ledger.ReadHeadAsync(cancellation);
        var lease = await leases.ReadAsync(cancellation);
        var rows = await sources.ReadAllAsync(cancellation);
        var paused = (await pauses.ReadAllAsync(cancellation)).Select(static pause => pause.Source).ToHashSet(StringComparer.Ordinal);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new StatusAnswer
        {
            Sequence = snapshot.Sequence,
            AsOf = ApiText.Of(now),
            Fresh = !live.IsStale,
            LastHeardAt = live.LastHeard is { } heard ? ApiText.Of(heard) : null,
            Lag = new LagAnswer(
                Math.Max(0, head.Sequence - snapshot.Sequence),
                snapshot.LastEntryAt is { } last ? ApiText.Of(last) : null,
                snapshot.LastEntryAt is { } at ? Math.Max(0, (long)(now - at).TotalMilliseconds) : null),
            Settling = !lease.IsFree,
            Checkpoint = checkpoints.Newest is { } newest ? CheckpointAnswer.Of(newest) : null,
            Version = Version,
            Demo = snapshot.IsDemo,
            Sources = [.. rows.Select(row => SourceAnswer.Of(row, paused.Contains(row.Source)))],
        });
    }
}
