using Portal.Storage.Database;

namespace Portal.Storage.Liquidations;

/// <summary>How a list of liquidations is read: by one index each, in both directions.</summary>
/// <remarks>
/// The predicate that chooses the index stands alone; the others are written so that no plan can take them for a range. The outcome's index
/// leaves out 0, and the query says so in the same words.
/// </remarks>
internal static class LiquidationTexts
{
    /// <summary>What a filter leaves out besides the index.</summary>
    public const string Filtered = """
          AND (@FundId IS NULL OR l.fund_id = @FundId)
          AND (@Symbol IS NULL OR l.symbol = @Symbol)
          AND (@PositionSide IS NULL OR l.position_side = @PositionSide)
          AND (@Outcome IS NULL OR l.outcome = @Outcome)
          AND (@FromMs IS NULL OR l.recorded_at_ms >= @FromMs)
          AND (@ToMs IS NULL OR l.recorded_at_ms < @ToMs)
          AND (@MinimumUnits IS NULL OR l.residual_units >= @MinimumUnits OR l.residual_units <= -@MinimumUnits)
          AND (@MaximumUnits IS NULL OR (l.residual_units <= @MaximumUnits AND l.residual_units >= -@MaximumUnits))
        """;

    private const string BySymbol = "l.symbol = @Symbol";
    private const string ByOutcome = "l.outcome = @Outcome AND l.outcome > 0";
    private const string ByFund = "l.fund_id = @FundId";

    // Nothing of its own: SQLite takes one lower bound of a range, and of two it may take the wider one.
    private const string BySequence = "1 = 1";

    public static readonly SqlText OlderBySymbol = SelectPage(BySymbol, "DESC");
    public static readonly SqlText OlderByOutcome = SelectPage(ByOutcome, "DESC");
    public static readonly SqlText OlderByFund = SelectPage(ByFund, "DESC");
    public static readonly SqlText OlderBySequence = SelectPage(BySequence, "DESC");

    public static readonly SqlText NewerBySymbol = SelectPage(BySymbol, "ASC");
    public static readonly SqlText NewerByOutcome = SelectPage(ByOutcome, "ASC");
    public static readonly SqlText NewerByFund = SelectPage(ByFund, "ASC");
    public static readonly SqlText NewerBySequence = SelectPage(BySequence, "ASC");

    public static readonly SqlText OlderBoundBySymbol = SelectBound(BySymbol, "DESC");
    public static readonly SqlText OlderBoundByOutcome = SelectBound(ByOutcome, "DESC");
    public static readonly SqlText OlderBoundByFund = SelectBound(ByFund, "DESC");
    public static readonly SqlText OlderBoundBySequence = SelectBound(BySequence, "DESC");

    public static readonly SqlText NewerBoundBySymbol = SelectBound(BySymbol, "ASC");
    public static readonly SqlText NewerBoundByOutcome = SelectBound(ByOutcome, "ASC");
    public static readonly SqlText NewerBoundByFund = SelectBound(ByFund, "ASC");
    public static readonly SqlText NewerBoundBySequence = SelectBound(BySequence, "ASC");

    private static SqlText SelectPage(string byIndex, string direction) => SqlText.Limited($"""
        SELECT {LiquidationEntryRow.Columns}
        FROM liquidation AS l
        INNER JOIN ledger_entry AS e ON e.sequence = l.sequence
        WHERE {byIndex} AND l.sequence < @Before AND l.sequence > @After
        {Filtered}
        ORDER BY l.sequence {direction}
        LIMIT @Limit
        """);

    // The last row that may be looked at; none when there are fewer.
    private static SqlText SelectBound(string byIndex, string direction) => SqlText.Limited($"""
        SELECT l.sequence
        FROM liquidation AS l
        WHERE {byIndex} AND l.sequence < @Before AND l.sequence > @After
        ORDER BY l.sequence {direction}
        LIMIT @One OFFSET @Skip
        """);
}
