using System.Globalization;
using System.Text.Encodings.Web;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Figures;
using Portal.Web.Live;

namespace Portal.Web.Features.Badges;

/// <summary>A fund's picture for links to its page: name, balance, ADL state and the last 24 hours, 1200 by 630.</summary>
internal static class FundCardSvg
{
    /// <summary>Width.</summary>
    public const int Width = 1200;

    /// <summary>Height.</summary>
    public const int Height = 630;

    private const int Margin = 80;
    private const int BalanceSize = 96;
    private const int NameSize = 48;

    public static string Draw(LiveFund fund)
    {
        var line = SparklineGeometry.Of(FundViews.Day(fund, FundViews.CardPoints).Points);
        var balance = $"{FigureText.Brief(fund.Balance)} {fund.Asset.Code}";
        var change = $"{ChangeDirections.SignOf(ChangeDirections.Of(fund.Change24h))}{FigureText.Of(fund.Change24h) with { Sign = string.Empty }} in 24 h, {BadgeText.WordOf(fund.Adl)}";
        var demo = fund.Policy.IsDemo ? "Demo market: simulated trades, no real money. " : string.Empty;
        var asOf = $"{demo}Ledger entry {FigureText.Of(fund.Sequence)}, {TimeText.Of(fund.UpdatedAt, TimeFormat.Full)}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Text($"{fund.Policy.Name}: {balance}")}" font-family="{TextWidth.Faces}">
            <title>{Text($"{fund.Policy.Name}: {balance}")}</title>
            <rect width="{Width}" height="{Height}" fill="#0c1112"/>
            <text x="{Margin}" y="112" font-size="30" fill="#63d2bd">Insurance fund</text>
            <text x="{Margin}" y="182" font-size="{Fit(fund.Policy.Name, NameSize)}" fill="#e9efed">{Text(fund.Policy.Name)}</text>
            <text x="{Margin}" y="308" font-size="{Fit(balance, BalanceSize)}" fill="#e9efed">{Text(balance)}</text>
            <text x="{Margin}" y="372" font-size="34" fill="#adb9b8">{Text(change)}</text>
            <g transform="translate({Margin} 410) scale({(Width - (2 * Margin)) / (decimal)SparklineGeometry.Width} 2.4)"><path d="{line.Area}" fill="#63d2bd" fill-opacity="0.12"/><path d="{line.Line}" fill="none" stroke="#63d2bd" stroke-width="2" vector-effect="non-scaling-stroke"/></g>
            <text x="{Margin}" y="592" font-size="{Fit(asOf, 24)}" fill="#8c9998">{Text(asOf)}</text>
            </svg>
            """);
    }

    // As large as wanted, or as the picture has room for.
    private static int Fit(string text, int size)
    {
        while (size > 1 && TextWidth.Of(text, size) > Width - (2 * Margin))
        {
            size--;
        }

        return size;
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
