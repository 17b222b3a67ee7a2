using Microsoft.AspNetCore.Components;
using Portal.Admin.Embeds;
using Portal.Admin.Sessions;

namespace Portal.Admin.Pages.Embeds;

/// <summary>Where owners decide who may embed.</summary>
public sealed partial class EmbedsPage : ComponentBase
{
    private static readonly ThemeChoice[] Themes =
        [new("as the visitor's system", EmbedTheme.Auto), new("light", EmbedTheme.Light), new("dark", EmbedTheme.Dark)];

    /// <summary>Does it, and asks each time who is acting.</summary>
    [Inject]
    public required EmbedActions Actions { get; init; }

    private EmbedRules? Rules { get; set; }

    private EmbedRules? Saved { get; set; }

    private EmbedAudience Audience { get; set; }

    private string Origins { get; set; } = string.Empty;

    private EmbedTheme Theme { get; set; }

    private string? OriginsProblem { get; set; }

    private string? Problem { get; set; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => DoAsync(async () => Show(await Actions.ReadAsync(CancellationToken.None)));

    private static Dictionary<string, object> Named(string label) => new(StringComparer.Ordinal) { ["aria-label"] = label };

    private void Choose(EmbedAudience audience) => (Audience, OriginsProblem, Saved) = (audience, null, null);

    private Task SaveAsync() => DoAsync(async () =>
    {
        var saved = await Actions.SaveAsync(Audience, Origins, Theme, CancellationToken.None);
        OriginsProblem = saved.Problem?.Detail;
        if (saved.Problem is null)
        {
            Saved = saved.Value;
            Show(saved.Value);
        }
    });

    // A list that does not count just now is kept in the form, for whoever changes his mind.
    private void Show(EmbedRules rules) => (Rules, Audience, Theme, Origins) =
        (rules, rules.Audience, rules.Theme, rules.Audience is EmbedAudience.Listed ? string.Join('\n', rules.Origins) : Origins);

    private async Task DoAsync(Func<Task> action)
    {
        (Problem, Saved) = (null, null);
        try
        {
            await action();
        }
        catch (NotAllowedException exception)
        {
            (Problem, Rules) = (exception.Message, null);
        }
    }

    /// <summary>A theme and what it is called.</summary>
    private sealed record ThemeChoice(string Text, EmbedTheme Theme);
}
