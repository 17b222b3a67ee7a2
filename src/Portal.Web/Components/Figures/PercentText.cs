using System.Globalization;

namespace Portal.Web.Components.Figures;

/// <summary>Shares and changes as people read them.</summary>
public static class PercentText
{
    private const decimal PpmPerPercent = 10_000;

    /// <summary>Parts per million as a percentage; two decimals, four where two would hide that it is not nothing.</summary>
    public static string Of(long ppm)
    {
        var percent = Math.Abs(ppm / PpmPerPercent);
        var rounded = decimal.Round(percent, 2, MidpointRounding.ToZero);
        var digits = rounded == 0 && ppm != 0 ? percent.ToString("0.00##", CultureInfo.CurrentCulture) : rounded.ToString("0.00", CultureInfo.CurrentCulture);
        return $"{(ppm < 0 ? FigureText.Minus : string.Empty)}{digits}%";
    }

    /// <summary>The same with a plus where it rises.</summary>
    public static string OfChange(long ppm) => ppm > 0 ? $"+{Of(ppm)}" : Of(ppm);

    /// <summary>A share that somebody set: without decimals it does not need.</summary>
    public static string OfShare(int ppm) => $"{(ppm / PpmPerPercent).ToString("0.####", CultureInfo.CurrentCulture)}%";
}
