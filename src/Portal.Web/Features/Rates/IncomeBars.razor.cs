using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Rates;

/// <summary>What fees brought a fund, a bar for each of the last days.</summary>
public sealed partial class IncomeBars : ComponentBase
{
    private const int Step = 10;
    private const int Height = 40;

    /// <summary>A day with income is never drawn as none.</summary>
    private const int LeastDrawn = 1;

    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The income.</summary>
    [Parameter, EditorRequired]
    public required FeeIncome Income { get; set; }

    private IEnumerable<(int Height, string Words)> Bars
    {
        get
        {
            var most = Income.Days.Max(static day => day.Income.Units);
            return Income.Days.Select(day => (
                day.Income.Units == 0 ? 0 : Math.Max(LeastDrawn, (int)((Int128)day.Income.Units * Height / most)),
                $"{day.Day.UtcDateTime.ToString("d MMM", CultureInfo.CurrentCulture)}: {FigureText.Of(day.Income)} {day.Income.Asset.Code}"));
        }
    }
}
