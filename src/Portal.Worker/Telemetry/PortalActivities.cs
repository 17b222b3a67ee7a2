using System.Diagnostics;

namespace Portal.Worker.Telemetry;

/// <summary>The portal's own traces: what a batch of records goes through from the request that brought it to the pages that show it.</summary>
/// <remarks>
/// Nobody's id, account or key is ever a tag. Requests as such are not traced: their addresses may hold the token of an invitation.
/// Without a listener every method here costs a look at an empty list.
/// </remarks>
public static class PortalActivities
{
    /// <summary>What listeners ask for.</summary>
    public const string SourceName = "Portal";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A source's batch arrived; continues the trace that the source names.</summary>
    /// <param name="traceParent">Its <c>traceparent</c>.</param>
    /// <param name="records">How many records came.</param>
    public static Activity? Receive(string? traceParent, int records)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // The server's own activity of the request is not recorded, and whatever descends from it would not be either.
        Activity.Current = null;
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        var activity = Source.StartActivity("intake.receive", ActivityKind.Server, parent);
        activity?.SetTag("portal.batch.records", records);
        return activity;
    }

    /// <summary>What queued up is settled as one; every batch's own trace is linked, and shows how long it waited.</summary>
    internal static Activity? Settle(IReadOnlyList<Settling.IntakeSubmission> submissions)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var traced = submissions.Where(static submission => submission.Trace != default).ToArray();
        foreach (var submission in traced)
        {
            using var queued = Source.StartActivity("intake.queue", ActivityKind.Internal, submission.Trace, startTime: submission.QueuedAt);
        }

        // Part of the first one's trace, so that one trace tells the whole way; linked to all.
        Activity.Current = null;
        var links = traced.Select(static submission => new ActivityLink(submission.Trace));
        return Source.StartActivity("settlement.batch", ActivityKind.Consumer, traced.FirstOrDefault()?.Trace ?? default, links: links);
    }

    /// <summary>A step of it.</summary>
    internal static Activity? Step(string name) => Source.HasListeners() ? Source.StartActivity(name) : null;

    /// <summary>What was committed is shown from now on.</summary>
    /// <param name="committing">The trace that committed it; nothing when it was another process.</param>
    /// <param name="sequence">Up to which entry.</param>
    public static Activity? Announce(ActivityContext committing, long sequence)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        var activity = Source.StartActivity(
            "live.announce", ActivityKind.Producer, committing, links: committing == default ? null : [new ActivityLink(committing)]);
        activity?.SetTag("portal.ledger.sequence", sequence);
        return activity;
    }
}
