using Portal.Settlement.Amounts;

namespace Portal.Web.Components.Figures;

/// <summary>What a change did to a fund; told by sign and word, the colour only repeats it.</summary>
public enum ChangeDirection
{
    /// <summary>Nothing moved.</summary>
    None,

    /// <summary>Into the fund.</summary>
    In,

    /// <summary>Out of the fund.</summary>
    Out,

    /// <summary>A loss that the fund did not pay. No sign: nothing moved in the fund.</summary>
    Gap,
}

/// <summary>How directions are told.</summary>
public static class ChangeDirections
{
    /// <summary>The direction of a change of a balance.</summary>
    public static ChangeDirection Of(Money change) =>
        change.Units > 0 ? ChangeDirection.In : change.Units < 0 ? ChangeDirection.Out : ChangeDirection.None;

    /// <summary>The style of a direction.</summary>
    public static string ClassOf(ChangeDirection direction) => direction switch
    {
        ChangeDirection.In => "change-in",
        ChangeDirection.Out => "change-out",
        ChangeDirection.Gap => "change-gap",
        _ => "change-none",
    };

    /// <summary>The sign of a direction.</summary>
    public static string SignOf(ChangeDirection direction) => direction switch
    {
        ChangeDirection.In => "+",
        ChangeDirection.Out => FigureText.Minus,
        _ => string.Empty,
    };
}
