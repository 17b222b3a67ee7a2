using Microsoft.AspNetCore.Components;
using Portal.Admin.Sessions;
using Portal.Admin.Shell;
using Portal.Admin.Sources;
using Portal.Settlement;
using Portal.Storage.Intake;

namespace Portal.Admin.Pages.Sources;

/// <summary>One source: how it is, its keys, and what can be done about it. Asks before it stops anything.</summary>
public sealed partial class SourceCard : ComponentBase
{
    private static readonly string[] Overlaps = [.. KeyOverlap.Choices.Select(static choice => choice.Text)];

    /// <summary>Does it, and asks each time who is acting.</summary>
    [Inject]
    public required SourceActions Actions { get; init; }

    /// <summary>The source.</summary>
    [Parameter, EditorRequired]
    public required SourceView View { get; set; }

    /// <summary>A key of it that has just been made and whose secret is still to be shown.</summary>
    [Parameter]
    public NewKey? Made { get; set; }

    /// <summary>Whether to offer what owners may do.</summary>
    [Parameter]
    public bool MayDoKeys { get; set; }

    /// <summary>Whether to offer what approvers may do.</summary>
    [Parameter]
    public bool MayPause { get; set; }

    /// <summary>Something was done; with a key, if one was made.</summary>
    [Parameter]
    public EventCallback<NewKey?> Done { get; set; }

    /// <summary>The secret was stored and is no longer to be shown.</summary>
    [Parameter]
    public EventCallback Stored { get; set; }

    /// <summary>Whoever acts may not, or not any more.</summary>
    [Parameter]
    public EventCallback<string> Denied { get; set; }

    private Question Asked { get; set; }

    private IntakeKeyRow? Key { get; set; }

    private string Overlap { get; set; } = Overlaps[1];

    private string? Reason { get; set; }

    private string? ReasonProblem { get; set; }

    private string? Problem { get; set; }

    private string StandingText => View.Standing switch
    {
        SourceStanding.Sending => "sending",
        SourceStanding.Silent => $"silent for {LengthOf.Time(View.At - DateTimeOffset.FromUnixTimeMilliseconds(View.State!.LastSeenAtMs))}",
        SourceStanding.Waiting => "nothing has come yet",
        SourceStanding.Paused => "paused",
        _ => "no key works",
    };

    private string LagText => View.Lag switch
    {
        null => "nothing was settled yet",
        { } lag when lag < TimeSpan.Zero => $"{LengthOf.Time(lag)}: the sender's clock is ahead",
        { } lag => $"{LengthOf.Time(lag)} from the newest settled event to its entry",
    };

    private string NoKeyText => View.Way switch
    {
        SourceWay.Stream => "It has no key: the portal reads a public stream itself and mirrors it into a demonstration fund.",
        SourceWay.Recording => "It has no key: a recorded file was replayed on the portal's own machine.",
        _ => "It has no key: it comes from a message queue that the portal reads, or from the portal's own machine, as the demo market does.",
    };

    // What a person should know before pausing: whether anything is lost by it.
    private string PauseText => View.Way switch
    {
        SourceWay.Requests => "From the next request on everything it sends is answered 503 with Retry-After, so it has to keep its records and send them again. What it reports meanwhile appears only after you resume it.",
        SourceWay.Stream => "Within a second or two the stream is no longer read. What it tells until you resume is lost, as whenever it is cut off, and counts as a gap.",
        SourceWay.Recording => "Within a second or two a replay under way waits and goes on where it stopped once you resume it.",
        _ => "Within a second or two nothing more of it is taken. Messages stay in their queue, none is lost, and all of them are settled after you resume it.",
    };

    private static string GapText(SourceStateRow state) =>
        state.Source.StartsWith("mirror:", StringComparison.Ordinal) ? $"cut off {LengthOf.Count(state.Gaps)} {(state.Gaps == 1 ? "time" : "times")}; what was told meanwhile is missing"
        : $"{LengthOf.Count(state.Gaps)} of its own numbers {(state.Gaps == 1 ? "is" : "are")} missing";

    private static string ProblemText(SourceStateRow state) => state is { LastProblemAtMs: { } at, LastProblemCode: { } code }
        ? $"{code}{(state.LastProblemField is { } field ? $" in {field}" : null)}, {TimeOf.Second(at)}"
        : "none";

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };

    private string KeyText(IntakeKeyRow key)
    {
        var standing = key.StandingAt(View.At) switch
        {
            IntakeKeyStanding.InForce => "works",
            IntakeKeyStanding.Ending => $"works until {TimeOf.Minute(key.EndsAtMs)}",
            IntakeKeyStanding.Ended => $"ended {TimeOf.Minute(key.EndsAtMs)}",
            _ => $"revoked {TimeOf.Minute(key.RevokedAtMs)}",
        };
        return $"{standing}, made {TimeOf.Minute(key.CreatedAtMs)}, {(key.LastUsedAtMs is { } used ? $"last used {TimeOf.Minute(used)}" : "never used")}";
    }

    private string Id(string part) => $"source-{View.Source.Replace(':', '-')}-{part}";

    private void Ask(Question question, IntakeKeyRow? key = null) => (Asked, Key, Problem, ReasonProblem) = (question, key, null, null);

    private void Leave() => Ask(Question.None);

    private Task RotateAsync() => DoAsync(async () =>
    {
        var made = await Actions.RotateKeyAsync(View.Source, KeyOverlap.Choices.First(choice => choice.Text == Overlap).Length, CancellationToken.None);
        return (made.Problem, made.Problem is null ? made.Value : null);
    });

    private Task RevokeAsync() => DoAsync(async () => (await Actions.RevokeKeyAsync(View.Source, Key!.KeyId, CancellationToken.None), null));

    private Task PauseAsync() => DoAsync(async () => (await Actions.PauseAsync(View.Source, Reason, CancellationToken.None), null));

    private Task ResumeAsync() => DoAsync(async () => (await Actions.ResumeAsync(View.Source, CancellationToken.None), null));

    private async Task DoAsync(Func<Task<(Problem? Problem, NewKey? Made)>> action)
    {
        try
        {
            var (problem, made) = await action();
            if (problem?.Field == "reason")
            {
                ReasonProblem = problem.Detail;
                return;
            }

            Leave();
            (Problem, Reason) = (problem?.Detail, null);
            await Done.InvokeAsync(made);
        }
        catch (NotAllowedException exception)
        {
            await Denied.InvokeAsync(exception.Message);
        }
    }

    private enum Question
    {
        None,
        Rotate,
        Revoke,
        Pause,
    }
}
