namespace Portal.Web.Features.Funds.History;

/// <summary>How marks look and what programs call them; the chart has the same (wwwroot-assets/scripts/chart/marks.ts).</summary>
public static class FundMarkText
{
    /// <summary>What the API calls it.</summary>
    public static string KindOf(FundMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return mark.Entry?.Kind switch
        {
            null => "draws",
            FundEntryKind.Opening => "opening",
            FundEntryKind.Injection => "injection",
            FundEntryKind.Withdrawal => "withdrawal",
            FundEntryKind.AdlStart => "adl-start",
            FundEntryKind.AdlStop => "adl-stop",
            FundEntryKind.Rate => "rate",
            FundEntryKind.RateTakenBack => "rate-cancel",
            FundEntryKind.Reversal => "reversal",
            FundEntryKind.Contract => "contract",
            _ => "policy",
        };
    }

    /// <summary>Whether it is about money in, money out, ADL or rules: the colour of its mark.</summary>
    public static string ShapeOf(FundMark mark) => KindOf(mark) switch
    {
        "draws" or "withdrawal" => "out",
        "injection" or "opening" => "in",
        "adl-start" => "adl",
        "adl-stop" => "calm",
        _ => "rule",
    };

    /// <summary>The letter on it.</summary>
    public static string LetterOf(FundMark mark) => KindOf(mark) switch
    {
        "draws" => "D",
        "withdrawal" => "W",
        "injection" => "I",
        "opening" => "O",
        "adl-start" or "adl-stop" => "A",
        "rate" or "rate-cancel" => "F",
        "reversal" => "T",
        "contract" => "C",
        _ => "P",
    };
}
