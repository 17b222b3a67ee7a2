using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.People;
using Portal.Storage.Settings;

namespace Portal.Admin.Embeds;

/// <summary>What owners decide about embeds. Each action asks the database first who is acting.</summary>
public sealed class EmbedActions(CurrentPerson current, PortalSettingStore settings, TimeProvider clock)
{
    /// <summary>What holds. Rules that can't be read hold nobody in, as the header then does.</summary>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<EmbedRules> ReadAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Owner, cancellation);
        return await settings.ReadAsync(EmbedRules.SettingName, cancellation) is { } json ? EmbedRules.ReadJson(json) ?? EmbedRules.Closed : EmbedRules.Default;
    }

    /// <summary>Decides who may embed and how an embed looks by itself.</summary>
    /// <param name="audience">Who may embed.</param>
    /// <param name="origins">The sites, one a line.</param>
    /// <param name="theme">How an embed looks by itself.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What holds now, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Checked<EmbedRules>> SaveAsync(EmbedAudience audience, string? origins, EmbedTheme theme, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var rules = EmbedRules.Read(audience, origins, theme);
        if (rules.Problem is not null)
        {
            return rules;
        }

        var json = rules.Value.ToJson();
        await settings.SetAsync(
            EmbedRules.SettingName, json, before => before == json ? null : actor.Did(clock.GetUtcNow(), "embeds.changed", "embeds", Details(before, json)), cancellation);
        return rules;
    }

    private static string Details(string? before, string after) => JsonSerializer.Serialize(new { from = NodeOf(before ?? EmbedRules.Default.ToJson()), to = NodeOf(after) });

    // What stood there before may have been written by somebody else.
    private static JsonNode? NodeOf(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }
}
