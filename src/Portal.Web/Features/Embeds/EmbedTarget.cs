using Portal.Web.Components.Shell;
using Portal.Web.Live;

namespace Portal.Web.Features.Embeds;

/// <summary>What a widget follows, and where in it the live parts go.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="FundId">Of which fund; null for all.</param>
/// <param name="Culture">In which language.</param>
/// <remarks>Widgets of one page share a connection, so an element's id names kind, fund and language: what is meant for one fits no other.</remarks>
public sealed record EmbedTarget(EmbedKind Kind, string? FundId, string Culture)
{
    private const string ViewPrefix = "embed/";

    /// <summary>The element that is replaced, or that rows are put on top of.</summary>
    public string ElementId => $"embed-{EmbedKinds.NameOf(Kind)}-{FundId ?? "all"}-{Culture}";

    /// <summary>The notice that settling has stopped.</summary>
    public string NoticeId => $"embed-notice-{Culture}";

    /// <summary>The topic to follow.</summary>
    public string Topic => $"page:{ViewPrefix}{EmbedKinds.NameOf(Kind)}{(FundId is null ? null : $"/{FundId}")}:{Culture}";

    /// <summary>Of the page that is being rendered.</summary>
    public static EmbedTarget Of(EmbedKind kind, string? fundId) => new(kind, fundId, PageCulture.Name);

    /// <summary>Reads a topic; null when it is no widget's.</summary>
    public static EmbedTarget? Read(TopicName topic)
    {
        if (topic is not { View: { } view, Culture: PageCulture.Default or EmbedLook.Chinese } || !view.StartsWith(ViewPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = view[ViewPrefix.Length..].Split('/', 2);
        var fundId = parts.Length > 1 ? parts[1] : null;
        return EmbedKinds.Read(parts[0]) is { } kind && (kind is EmbedKind.Liquidations ? fundId is null or { Length: > 0 } : fundId is { Length: > 0 })
            ? new EmbedTarget(kind, fundId, topic.Culture)
            : null;
    }
}
