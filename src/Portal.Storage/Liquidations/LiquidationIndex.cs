using Portal.Storage.Database;
using static Portal.Storage.Liquidations.LiquidationTexts;

namespace Portal.Storage.Liquidations;

/// <summary>The index that a list is read by, in one direction.</summary>
/// <param name="Page">Reads a page.</param>
/// <param name="Bound">Finds the last row that may be looked at.</param>
/// <param name="AnswersAll">Every row of the index is one that the filter lets through.</param>
internal sealed record LiquidationIndex(SqlText Page, SqlText Bound, bool AnswersAll)
{
    /// <summary>The most selective one that a filter allows.</summary>
    public static LiquidationIndex For(LiquidationFilter filter, bool isForward) => filter switch
    {
        { Symbol: not null } => Of(
            isForward, (OlderBySymbol, OlderBoundBySymbol), (NewerBySymbol, NewerBoundBySymbol), filter == new LiquidationFilter { Symbol = filter.Symbol }),
        { Outcome: > 0 } => Of(
            isForward, (OlderByOutcome, OlderBoundByOutcome), (NewerByOutcome, NewerBoundByOutcome), filter == new LiquidationFilter { Outcome = filter.Outcome }),
        { FundId: not null } => Of(
            isForward, (OlderByFund, OlderBoundByFund), (NewerByFund, NewerBoundByFund), filter == new LiquidationFilter { FundId = filter.FundId }),
        _ => Of(isForward, (OlderBySequence, OlderBoundBySequence), (NewerBySequence, NewerBoundBySequence), filter == new LiquidationFilter()),
    };

    private static LiquidationIndex Of(bool isForward, (SqlText Page, SqlText Bound) older, (SqlText Page, SqlText Bound) newer, bool answersAll)
    {
        var (page, bound) = isForward ? newer : older;
        return new LiquidationIndex(page, bound, answersAll);
    }
}
