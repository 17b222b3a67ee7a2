using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Figures;
using Portal.Web.Live;

namespace Portal.Web.Features.Badges;

/// <summary>What a fund's badge says.</summary>
/// <param name="Label">The left half.</param>
/// <param name="Message">The right half.</param>
/// <param name="Colour">Of the right half: by the ADL state, which the title tells in words.</param>
/// <param name="Title">Everything, for who does not see it.</param>
internal sealed record BadgeText(string Label, string Message, string Colour, string Title)
{
    private const string UsualLabel = "insurance fund";
    private const string DemoLabel = "insurance fund (demo)";

    public static BadgeText Of(LiveFund fund)
    {
        var label = fund.Policy.IsDemo ? DemoLabel : UsualLabel;
        var message = $"{FigureText.Brief(fund.Balance)} {fund.Asset.Code}";
        return new BadgeText(label, message, ColourOf(fund.Adl), $"{label} {fund.Policy.Name}: {message}, {WordOf(fund.Adl)}");
    }

    /// <summary>The state in words.</summary>
    public static string WordOf(AdlState state) => state switch
    {
        AdlState.Active => "ADL active",
        AdlState.Warning => "ADL warning",
        _ => "ADL off",
    };

    // White text keeps 4.5:1 on each.
    private static string ColourOf(AdlState state) => state switch
    {
        AdlState.Active => "#a01648",
        AdlState.Warning => "#7a5200",
        _ => "#0a6a4a",
    };
}
