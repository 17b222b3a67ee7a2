using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Storage.Deleveraging;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Live;

namespace Portal.Web.Features.PublicApi;

/// <summary>Auto-deleveraging: every time it was on, the losses, what was proposed and closed, and the queues.</summary>
internal static class AdlEndpoints
{
    private const int PageUsual = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/adl/events", EventsAsync)
            .WithSummary("Every time auto-deleveraging was on, newest first")
            .WithDescription("before is the sequence of an event: pass the answer's next. At most 200 events.");
        api.MapRead("/adl/events/{sequence}", EventAsync)
            .WithSummary("One event with the losses that belong to it, newest first")
            .WithMetadata(ApiAnswerFilter.Untagged.Instance);
        api.MapRead("/adl/losses/{sequence}", LossAsync)
            .WithSummary("One uncovered loss: the closes proposed for it and what was really closed")
            .WithMetadata(ApiAnswerFilter.Untagged.Instance);
        api.MapRead("/adl/queue", QueueAsync)
            .WithSummary("The queues in fifths, per contract and side")
            .WithDescription("From the newest position snapshot of each contract; never with an account. after is a symbol: pass the answer's next. At most 200 contracts.")
            .WithMetadata(ApiAnswerFilter.Untagged.Instance);
    }

    private static async Task<Results<Ok<AdlEventsAnswer>, ProblemHttpResult>> EventsAsync(
        string? fund, string? before, string? limit, RequestSnapshot request, AdlEventStore events, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var query = new ApiQuery();
        var (owner, older, rows) = (query.Fund(snapshot, fund), query.Number("before", before), query.Limit(limit, PageUsual, AdlEventStore.PageMax));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        var page = await events.ReadPageAsync(owner?.Id, Math.Min(older ?? long.MaxValue, snapshot.Sequence + 1), rows, cancellation);
        return TypedResults.Ok(new AdlEventsAnswer(
            [.. page.Select(row => AdlReading.EventOf(row, snapshot)).OfType<AdlEventView>().Select(AdlEventAnswer.Of)],
            ApiText.Cursor(page.Count == rows ? page[^1].StartSequence : null),
            snapshot.Sequence,
            snapshot.IsDemo));
    }

    private static async Task<Results<Ok<AdlEventPageAnswer>, ProblemHttpResult>> EventAsync(
        string sequence, string? before, string? limit, RequestSnapshot request, AdlEventStore events, AdlLossStore losses, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var query = new ApiQuery();
        var (number, older, rows) = (query.Number("sequence", sequence), query.Number("before", before), query.Limit(limit, PageUsual, AdlLossStore.PageMax));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        if (number is not { } asked || asked > snapshot.Sequence || await events.ReadAsync(asked, cancellation) is not { } row || AdlReading.EventOf(row, snapshot) is not { } found)
        {
            return ApiProblems.NotFound("unknown-event", "sequence", "No such entry started auto-deleveraging.");
        }

        var page = await losses.ReadPageAsync(asked, older, rows, cancellation);
        return TypedResults.Ok(new AdlEventPageAnswer(
            AdlEventAnswer.Of(found),
            [.. page.Select(loss => AdlLossAnswer.Of(AdlReading.LossOf(loss, snapshot)))],
            ApiText.Cursor(page.Count == rows ? page[^1].Sequence : null),
            snapshot.IsDemo));
    }

    private static async Task<Results<Ok<AdlLossDetailAnswer>, ProblemHttpResult>> LossAsync(
        string sequence,
        string? after,
        string? limit,
        RequestSnapshot request,
        AdlLossStore losses,
        AdlProposalStore proposals,
        CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var query = new ApiQuery();
        var (number, newer, rows) = (query.Number("sequence", sequence), query.Number("after", after), query.Limit(limit, PageUsual, AdlLossStore.PageMax));
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        if (number is not { } asked || await losses.ReadAsync(asked, cancellation) is not { } row)
        {
            return ApiProblems.NotFound("unknown-loss", "sequence", "No such entry is a liquidation that left a loss uncovered.");
        }

        var loss = AdlReading.LossOf(row, snapshot);
        var closes = await proposals.ReadClosesAsync(asked, cancellation);
        var fills = await losses.ReadFillsAsync(asked, newer ?? 0, rows, cancellation);
        return TypedResults.Ok(new AdlLossDetailAnswer(
            AdlLossAnswer.Of(loss),
            [.. closes.Select(static close => new AdlCloseAnswer(close.Place, close.Quantity, close.QuintilePercent, close.Score))],
            [.. fills.Select(fill => AdlFillAnswer.Of(AdlReading.FillOf(fill, loss.Uncovered.Asset)))],
            ApiText.Cursor(fills.Count == rows ? fills[^1].Sequence : null),
            snapshot.IsDemo));
    }

    private static async Task<Results<Ok<AdlQueuesAnswer>, ProblemHttpResult>> QueueAsync(
        string? fund, string? symbol, string? after, string? limit, RequestSnapshot request, AdlQueueStore queues, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var query = new ApiQuery();
        var (owner, contract, rows) = (query.Fund(snapshot, fund), query.Symbol(symbol), query.Limit(limit, PageUsual, AdlQueueStore.PageMax));
        var from = query.Symbol(after);
        if (query.Problem is { } problem)
        {
            return ApiProblems.BadRequest(problem);
        }

        IReadOnlyList<AdlQueueRow> page = contract is null
            ? await queues.ReadPageAsync(owner?.Id, from ?? string.Empty, rows, cancellation)
            : await queues.ReadAsync(contract, cancellation) is { } one && (owner is null || one.FundId == owner.Id) ? [one] : [];
        return TypedResults.Ok(new AdlQueuesAnswer(
            [.. page.Select(static row => AdlQueueAnswer.Of(AdlReading.QueueOf(row)))],
            contract is null && page.Count == rows ? page[^1].Symbol : null,
            snapshot.IsDemo));
    }
}
