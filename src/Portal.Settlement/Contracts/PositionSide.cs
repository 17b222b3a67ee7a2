namespace Portal.Settlement.Contracts;

/// <summary>Which way a position earned.</summary>
public enum PositionSide
{
    /// <summary>Earns when the price rises (d = +1).</summary>
    Long,

    /// <summary>Earns when the price falls (d = -1).</summary>
    Short,
}
