using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Storage.Deleveraging;
using Portal.Storage.Ledger;

namespace Portal.Web.Tests.Live;

/// <summary>Writes into a portal's ledger the way its worker and its operators do.</summary>
public sealed class TestMarket(LedgerStore ledger, LedgerPositions positions, DecisionStore decisions, TestClock clock)
{
    private const string Source = "test";

    private int _count;

    public async Task OpenAsync(
        string fundId, string asset, string opening, int scale = 2, string floor = "0", bool demo = false, DateTimeOffset? at = null, params string[] symbols)
    {
        var money = new Asset(asset, scale);
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = at ?? clock.Now,
            FundId = fundId,
            Name = $"{fundId} fund",
            Asset = money,
            Floor = Money.Read(floor, money, "floor").Value,
            Symbols = symbols.Length == 0 ? [FundPolicy.AllOtherSymbols] : [.. symbols],
            IsDemo = demo,
        };
        await DecideAsync(state => LedgerDecisions.OpenFund(state, policy, Money.Read(opening, money, "opening").Value, "operator", at ?? clock.Now));
    }

    /// <summary>One entry alone: what is usually written together with the fund that counts in it.</summary>
    public Task ListAssetAsync(string asset) => DecideAsync(state =>
    {
        var entry = new LedgerEntry { Sequence = state.Sequence + 1, RecordedAt = clock.Now, OccurredAt = clock.Now, Body = new AssetListed(new Asset(asset, 2)) };
        state.Apply(entry);
        return ImmutableArray.Create(entry);
    });

    public Task SetRateAsync(string fundId, int sharePpm, DateTimeOffset effectiveAt) => DecideAsync(state => LedgerDecisions.SetRate(
        state, fundId, new RateSet(null, null, new PartsPerMillion(sharePpm), effectiveAt, "Because.", "operator"), clock.Now));

    public Task CancelRateAsync(string fundId, long sequence, string reason) => DecideAsync(state =>
        StandingDecisions.CancelRate(state, fundId, new RateCancelled(sequence, reason, "operator"), clock.Now));

    public Task ListAsync(string symbol, string asset, ContractKind kind, string contractValue, string? fundId = null) => DecideAsync(state =>
        LedgerDecisions.ListContract(
            state,
            new ContractListed(symbol, new Contract(kind, Quantity.Read(contractValue, "value").Value), asset, ContractPublication.Full, "operator"),
            fundId,
            clock.Now));

    /// <summary>Takes back an earlier entry.</summary>
    public async Task ReverseAsync(long sequence)
    {
        var row = await ledger.ReadEntryAsync(sequence, TestContext.Current.CancellationToken);
        await DecideAsync(state => ReversalDecisions.Reverse(state, new EntryReversed(sequence, "A test system's.", "anna") { ApprovedBy = ["bob"] }, row!.Bytes, clock.Now));
    }

    /// <summary>Margin and total loss, settled in one transaction each call.</summary>
    public Task<ImmutableArray<LedgerEntry>> SettleAsync(params TestLiquidation[] liquidations) => SettleAsync(replay: false, liquidations);

    public async Task<ImmutableArray<LedgerEntry>> SettleAsync(bool replay, params TestLiquidation[] liquidations)
    {
        while (true)
        {
            var position = await positions.ReadAsync(TestContext.Current.CancellationToken);
            var state = position.State.Fork();
            var entries = new List<LedgerEntry>();
            foreach (var liquidation in liquidations)
            {
                var input = new SettlementInput(Source, clock.Now, replay, new string('0', 64), AccountCommitment: null);
                var settled = LiquidationSettlement.Settle(state, Record(liquidation), input);
                Assert.Null(settled.Problem);
                entries.Add(settled.Value);
                if (AdlJudgement.AfterEntry(state, settled.Value) is { } adl)
                {
                    entries.Add(adl);
                }
            }

            var (append, _) = LedgerAppends.Of(position, state, entries, fence: null);
            if (await ledger.AppendAsync(append, TestContext.Current.CancellationToken) is AppendOutcome.Committed)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>What ADL closed for a liquidation, settled in one transaction.</summary>
    public async Task<LedgerEntry> FillAsync(LedgerEntry liquidation, long recoveredBeforeUnits, string quantity, string price)
    {
        while (true)
        {
            var position = await positions.ReadAsync(TestContext.Current.CancellationToken);
            var state = position.State.Fork();
            var report = new AdlFillReport
            {
                ExternalId = "fill",
                LiquidationExternalId = "loss",
                Quantity = Quantity.Read(quantity, "quantity").Value,
                Price = Price.Read(price, "price").Value,
                OccurredAt = clock.Now,
            };
            var entry = AdlFillSettlement.Settle(
                state, report, liquidation, recoveredBeforeUnits, new SettlementInput(Source, clock.Now, IsReplay: false, new string('0', 64), AccountCommitment: null)).Value;
            var body = (AdlFilled)entry.Body;
            var (append, _) = LedgerAppends.Of(position, state, [entry], fence: null);
            var (id, at) = (BitConverter.GetBytes(entry.Sequence), clock.Now.ToUnixTimeMilliseconds());
            var row = new AdlFillRow(
                entry.Sequence, liquidation.Sequence, Source, id, new byte[32], quantity, price, body.Recovery.Recovered.Units, body.Recovery.Excess.Units, at, at);
            if (await ledger.AppendAsync(append with { AdlFills = [row] }, TestContext.Current.CancellationToken) is AppendOutcome.Committed)
            {
                return entry;
            }
        }
    }

    private Liquidation Record(TestLiquidation liquidation) => new()
    {
        ExternalId = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture),
        Symbol = liquidation.Symbol,
        OccurredAt = liquidation.At ?? clock.Now,
        Form = liquidation.Form ?? new LiquidationForm.Totals(Number(liquidation.Margin), Number(liquidation.Loss), null),
        Side = liquidation.Side,
        AssetCode = liquidation.Asset,
    };

    private async Task DecideAsync(Func<LedgerState, Checked<ImmutableArray<LedgerEntry>>> decide)
    {
        var decided = await decisions.WriteAsync(decide, TestContext.Current.CancellationToken);
        Assert.Null(decided.Problem);
    }

    private static DecimalNumber Number(string text) => DecimalNumber.Read(text, "test").Value;
}

/// <summary>A liquidation with margin and total loss, or with other figures.</summary>
public sealed record TestLiquidation(
    string Margin, string Loss, string Symbol = "BTCUSDT", PositionSide Side = PositionSide.Long, string Asset = "USDT", DateTimeOffset? At = null)
{
    /// <summary>Other figures in the place of margin and loss.</summary>
    public LiquidationForm? Form { get; init; }

    /// <summary>A position with the price at which its margin was used up.</summary>
    public static TestLiquidation Bankruptcy(
        string quantity, string bankruptcyPrice, string fillPrice, PositionSide side = PositionSide.Long, string symbol = "BTCUSDT", string asset = "USDT") =>
        new(string.Empty, string.Empty, symbol, side, asset)
        {
            Form = new LiquidationForm.Bankruptcy(
                Quantity.Read(quantity, "quantity").Value, Price.Read(bankruptcyPrice, "bankruptcyPrice").Value, Price.Read(fillPrice, "fillPrice").Value, null, null),
        };

    /// <summary>A position with its entry price and margin.</summary>
    public static TestLiquidation Position(string quantity, string entryPrice, string fillPrice, string margin, PositionSide side = PositionSide.Long) =>
        new(margin, string.Empty, Side: side)
        {
            Form = new LiquidationForm.Position(
                Quantity.Read(quantity, "quantity").Value,
                Price.Read(entryPrice, "entryPrice").Value,
                Price.Read(fillPrice, "fillPrice").Value,
                DecimalNumber.Read(margin, "margin").Value,
                null,
                null),
        };
}
