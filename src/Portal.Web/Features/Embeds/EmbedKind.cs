namespace Portal.Web.Features.Embeds;

/// <summary>What a widget shows.</summary>
public enum EmbedKind
{
    /// <summary>A fund's balance.</summary>
    Balance,

    /// <summary>The newest liquidations, of one fund or of all.</summary>
    Liquidations,

    /// <summary>A fund's balance against its floor and the start of ADL.</summary>
    Coverage,
}

/// <summary>Names and sizes of widgets.</summary>
public static class EmbedKinds
{
    /// <summary>The folder of their addresses. The number changes when what stands in other sites' pages would no longer work.</summary>
    public const string Root = "embed/v1";

    /// <summary>How wide a widget is when nobody says.</summary>
    public const int WidthUsual = 420;

    /// <summary>The name in addresses.</summary>
    public static string NameOf(EmbedKind kind) => kind switch
    {
        EmbedKind.Liquidations => "liquidations",
        EmbedKind.Coverage => "coverage",
        _ => "balance",
    };

    /// <summary>Finds a kind by its name; null when there is none.</summary>
    public static EmbedKind? Read(string? name) => Enum.GetValues<EmbedKind>().Where(kind => NameOf(kind) == name).Select(static kind => (EmbedKind?)kind).FirstOrDefault();

    /// <summary>The height that is kept for a widget; the custom element keeps the same (wwwroot-assets/scripts/embed/snippet.ts).</summary>
    public static int HeightOf(EmbedKind kind, bool isCompact) => (kind, isCompact) switch
    {
        (EmbedKind.Balance, false) => 152,
        (EmbedKind.Balance, true) => 130,
        (EmbedKind.Liquidations, false) => 328,
        (EmbedKind.Liquidations, true) => 192,
        (_, false) => 230,
        (_, true) => 118,
    };
}
