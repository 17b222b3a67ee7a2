using System.Globalization;
using Portal.Settlement;
using Portal.Settlement.Amounts;

namespace Portal.Admin.Proposals;

/// <summary>Shares as operators type and read them: percent, or parts per million.</summary>
public static class ShareText
{
    private const int PpmPerPercent = 10_000;

    /// <summary>A share in percent and in parts per million, for example <c>2.5 % (25000 ppm)</c>.</summary>
    public static string Of(long ppm) => string.Create(CultureInfo.InvariantCulture, $"{Percent(ppm)} % ({ppm} ppm)");

    /// <summary>A share in percent, without trailing zeros.</summary>
    public static string Percent(long ppm) => ((decimal)ppm / PpmPerPercent).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Reads <c>2.5</c>, <c>2.5 %</c> or <c>25000 ppm</c>; a number alone is in percent.</summary>
    public static Checked<long> Read(string? text, string field)
    {
        var typed = (text ?? string.Empty).Trim();
        if (typed.EndsWith("ppm", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(typed[..^3].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var ppm)
                ? Share(ppm, field)
                : NotAShare(typed, field);
        }

        if (!decimal.TryParse(typed.TrimEnd('%').TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent > 100)
        {
            return NotAShare(typed, field);
        }

        var exact = percent * PpmPerPercent;
        return exact != decimal.Truncate(exact)
            ? new Problem("bad-share", field, $"'{typed}' is finer than one part per million, which is 0.0001 %.")
            : Share((long)exact, field);
    }

    private static Checked<long> Share(long ppm, string field) => PartsPerMillion.From(ppm, field) is { Problem: { } problem } ? problem : ppm;

    private static Problem NotAShare(string typed, string field) =>
        new("bad-share", field, $"'{typed}' is not a share such as 2.5, 2.5 % or 25000 ppm, between 0 and 100 %.");
}
