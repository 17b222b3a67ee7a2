using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.StressEvents;
using Portal.Web.Features.Funds.History;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Stress events, and what is marked in a fund's history.</summary>
internal static class HistoryEndpoints
{
    private const int EventsUsual = 20;
    private const int EventsMost = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/events", EventsAsync)
            .WithSummary("Stress events of all funds or one, the newest peak first")
            .WithDescription("A stress event begins at a fund's highest balance so far, once the balance has fallen from there by 5 % of it or more within whatever time, and ends when all of that has come back. What the operator takes out is no loss. At most 100.");
        api.MapRead("/events/{id}/{peakSequence}", EventAsync)
            .WithSummary("One stress event")
            .WithDescription("Named by its fund and the entry of its peak.");
        api.MapRead("/funds/{id}/marks", MarksAsync)
            .WithSummary("What stands out in a fund's history, newest first")
            .WithDescription("ADL, payments by the operator, rules, fee shares, reversals, and draws that took 1 % of the balance or more in one interval of /history?interval=auto. Without from, the last day.");
    }

    private static async Task<Results<Ok<EventsAnswer>, ProblemHttpResult>> EventsAsync(
        string? fund, string? before, string? limit, RequestSnapshot request, StressEventReader events, CancellationToken cancellation)
    {
        var (snapshot, query) = (request.Value, new ApiQuery());
        var only = query.Fund(snapshot, fund);
        var (end, most) = (query.Number("before", before), query.Limit(limit, EventsUsual, EventsMost));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var found = await events.ReadAsync((only is null ? snapshot.Funds : [only]).Select(static one => one.Id), end, most + 1, cancellation);
        EventAnswer[] shown = [.. found.Take(most).Select(stress => EventAnswer.Of(stress, snapshot.Find(stress.FundId)!))];
        return TypedResults.Ok(new EventsAnswer(
            shown, ApiText.Cursor(found.Count > most ? shown[^1].PeakSequence : null), snapshot.Sequence, snapshot.IsDemo));
    }

    private static async Task<Results<Ok<EventAnswer>, ProblemHttpResult>> EventAsync(
        string id, string peakSequence, RequestSnapshot request, StressEventReader events, CancellationToken cancellation)
    {
        var query = new ApiQuery();
        var peak = query.Number("peakSequence", peakSequence) ?? 0;
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        return request.Value.Find(id) is { } fund && await events.FindAsync(fund.Id, peak, cancellation) is { } stress
            ? TypedResults.Ok(EventAnswer.Of(stress, fund))
            : ApiProblems.NotFound("unknown-event", "peakSequence", "There is no such stress event.");
    }

    private static async Task<Results<Ok<MarksAnswer>, ProblemHttpResult>> MarksAsync(
        string id, string? from, string? to, RequestSnapshot request, HistoryReader history, FundMarkReader marks, CancellationToken cancellation)
    {
        var (snapshot, query) = (request.Value, new ApiQuery());
        var (begin, end) = (query.Time("from", from), query.Time("to", to));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        if (snapshot.Find(id) is not { } fund)
        {
            return ApiProblems.NotFound("unknown-fund", "id", "There is no such fund.");
        }

        var range = new HistoryRange(HistoryRange.Custom, begin ?? fund.Clock.AddDays(-1), end ?? fund.Clock.AddMilliseconds(1));
        var rows = await history.ReadAsync(fund, "auto", range.From, range.To, cancellation);
        if (rows.Problem is { } bad)
        {
            return ApiProblems.BadRequest(bad);
        }

        var found = await marks.ReadAsync(fund, snapshot, range, rows.Value, cancellation);
        return TypedResults.Ok(new MarksAnswer([.. found.Select(MarkAnswer.Of)], snapshot.Sequence, snapshot.IsDemo));
    }
}
