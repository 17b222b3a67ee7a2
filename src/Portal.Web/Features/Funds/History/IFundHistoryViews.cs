namespace Portal.Web.Features.Funds.History;

/// <summary>Where pages get a fund's past from.</summary>
public interface IFundHistoryViews
{
    /// <summary>A fund's history over the range that an address names; null when there is no such fund.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="range">Parameter <c>range</c>.</param>
    /// <param name="from">Parameter <c>from</c>.</param>
    /// <param name="to">Parameter <c>to</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<FundHistoryView?> ReadHistoryAsync(string fundId, string? range, string? from, string? to, CancellationToken cancellation);
}
