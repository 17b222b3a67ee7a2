using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Okx;

/// <summary>Reads a fund's changes newest first, in a bounded number of rows however long its history is.</summary>
internal sealed class OkxHistory(LedgerStore ledger)
{
    /// <summary>The longest answer.</summary>
    public const int RowsMax = 100;

    private const int PageEntries = 500;
    private const int PagesMax = 10;

    /// <summary>The reasons that may be asked for.</summary>
    public static bool IsType(string type) => type is Deposit or Loss or Revenue or Adl or Regular;

    private const string Deposit = "liquidation_balance_deposit";
    private const string Loss = "bankruptcy_loss";
    private const string Revenue = "platform_revenue";
    private const string Adl = "adl";
    private const string Regular = "regular_update";

    /// <summary>The newest changes that are later than <paramref name="afterMs"/> and earlier than <paramref name="beforeMs"/>.</summary>
    public async Task<IReadOnlyList<OkxFundChange>> ReadAsync(
        LiveFund fund, string? type, long? afterMs, long? beforeMs, int limit, CancellationToken cancellation)
    {
        var found = new List<OkxFundChange>(limit);
        var end = beforeMs is { } before ? await CountBeforeAsync(fund, before, cancellation) : fund.FundSequence;
        for (var page = 0; page < PagesMax && end > 0; page++)
        {
            var begin = Math.Max(0, end - PageEntries);
            var rows = await ledger.ReadFundEntriesAsync(fund.Id, begin, (int)(end - begin), cancellation);
            foreach (var row in rows.Reverse())
            {
                if (found.Count == limit || row.RecordedAtMs <= afterMs)
                {
                    return found;
                }

                var entry = LedgerEntry.Read(row.Bytes);
                if (TypeOf(entry) is { } its && (type is null || its == type))
                {
                    found.Add(await ChangeOfAsync(entry, its, cancellation));
                }
            }

            end = begin;
        }

        return found;
    }

    // A fund's clock never goes back, so the place of a time among its entries is found by halving.
    private async Task<long> CountBeforeAsync(LiveFund fund, long unixMs, CancellationToken cancellation)
    {
        var (low, high) = (0L, fund.FundSequence);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = (await ledger.ReadFundEntriesAsync(fund.Id, middle, 1, cancellation))[0];
            (low, high) = row.RecordedAtMs < unixMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // What changes no balance and no ADL state is no change of the fund.
    private static string? TypeOf(LedgerEntry entry) => entry.Body switch
    {
        AdlChanged => Adl,
        _ when entry.BalanceBefore == entry.BalanceAfter => null,
        LiquidationSettled { ChangeUnits: var change } => change > 0 ? Deposit : Loss,
        FeeAllocated or Injected => Revenue,
        _ => Regular,
    };

    private async Task<OkxFundChange> ChangeOfAsync(LedgerEntry entry, string type, CancellationToken cancellation)
    {
        var balance = entry.BalanceAfter!.Value;
        var change = new OkxFundChange
        {
            Balance = balance.ToString(),
            Amt = entry.Body is AdlChanged ? string.Empty : (balance - (entry.BalanceBefore ?? Settlement.Amounts.Money.Zero(balance.Asset))).ToString(),
            Ccy = balance.Asset.Code,
            Type = type,
            Ts = OkxText.Of(entry.RecordedAt),
            Sequence = entry.Sequence,
        };
        if (entry.Body is not AdlChanged adl)
        {
            return change;
        }

        var peak = await ledger.ReadEntryAsync(adl.PeakSequence, cancellation);
        return change with
        {
            MaxBal = adl.Peak.ToString(),
            MaxBalTs = peak is null ? string.Empty : OkxText.Of(peak.RecordedAtMs),
            DecRate = ApiText.OfPpm(adl.DrawdownPpm),
            AdlType = OkxText.AdlType(adl.Cause),
        };
    }
}
