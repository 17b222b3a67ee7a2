using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>A ledger in memory with funds to settle in, and short ways to make records.</summary>
public sealed class TestLedger
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public LedgerState State { get; } = LedgerState.Empty();

    public List<LedgerEntry> Entries { get; } = [];

    public DateTimeOffset Now { get; set; } = Start;

    public bool IsReplay { get; set; }

    public ImmutableArray<string> CorrectedPayloads { get; set; } = [];

    public OperatorCorrection? Correction { get; set; }

    public SettlementInput Input => new("test", Now, IsReplay, "00", AccountCommitment: null) { CorrectedPayloads = CorrectedPayloads, Correction = Correction };

    public static DecimalNumber Number(string text) => DecimalNumber.Read(text, "test").Value;

    public static Price Price(string text) => Settlement.Amounts.Price.Read(text, "test").Value;

    public static Quantity Quantity(string text) => Settlement.Amounts.Quantity.Read(text, "test").Value;

    public static LiquidationForm Totals(string margin, string totalLoss, string? fillNotional = null) =>
        new LiquidationForm.Totals(Number(margin), Number(totalLoss), fillNotional is null ? null : Number(fillNotional));

    public static LiquidationForm Position(string quantity, string entry, string fill, string margin, string? fees = null, string? funding = null) =>
        new LiquidationForm.Position(
            Quantity(quantity), Price(entry), Price(fill), Number(margin), fees is null ? null : Number(fees), funding is null ? null : Number(funding));

    public static LiquidationForm Bankruptcy(string quantity, string bankruptcy, string fill, string? fees = null, string? funding = null) =>
        new LiquidationForm.Bankruptcy(
            Quantity(quantity), Price(bankruptcy), Price(fill), fees is null ? null : Number(fees), funding is null ? null : Number(funding));

    public FundState Fund(string fundId) => State.Find(fundId)!;

    public Money Amount(string fundId, string amount) => Money.Read(amount, Fund(fundId).Asset, "test").Value;

    public static FundPolicy Policy(
        string fundId, string assetCode, string floor = "0", int? surplusCapPpm = null, int scale = 8, params string[] symbols)
    {
        var asset = new Asset(assetCode, scale);
        return new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = Start,
            FundId = fundId,
            Name = fundId,
            Asset = asset,
            Floor = Money.Read(floor, asset, "floor").Value,
            SurplusCap = surplusCapPpm is { } cap ? new PartsPerMillion(cap) : null,
            Symbols = symbols.Length == 0 ? [FundPolicy.AllOtherSymbols] : [.. symbols],
        };
    }

    public void Open(string fundId, string assetCode, string opening, string floor = "0", int? surplusCapPpm = null, int scale = 8, params string[] symbols)
    {
        var problem = TryOpen(Policy(fundId, assetCode, floor, surplusCapPpm, scale, symbols), opening);
        Assert.Null(problem);
    }

    public Problem? TryOpen(FundPolicy policy, string opening) =>
        Keep(LedgerDecisions.OpenFund(State, policy, Money.Read(opening, policy.Asset, "opening").Value, "operator", Now));

    public Problem? List(
        string symbol,
        string settleAsset,
        ContractKind kind = ContractKind.Linear,
        string contractValue = "1",
        string? fundId = null,
        ContractPublication publication = ContractPublication.Full) =>
        Keep(LedgerDecisions.ListContract(
            State, new ContractListed(symbol, new Contract(kind, Quantity(contractValue)), settleAsset, publication, "operator"), fundId, Now));

    public Problem? SetRate(string fundId, int sharePpm, DateTimeOffset effectiveAt, string? market = null, FeeKind? kind = null, string reason = "Because.") =>
        Keep(LedgerDecisions.SetRate(State, fundId, new RateSet(market, kind, new PartsPerMillion(sharePpm), effectiveAt, reason, "operator"), Now));

    /// <summary>Decides something by the clock of the test.</summary>
    public Problem? Decide(Func<LedgerState, DateTimeOffset, Checked<ImmutableArray<LedgerEntry>>> decide) => Keep(decide(State, Now));

    /// <summary>Takes back an earlier entry.</summary>
    public Problem? Reverse(long sequence, string reason = "Because.", string by = "anna", params string[] approvedBy)
    {
        var earlier = Entries.Find(entry => entry.Sequence == sequence)?.ToBytes();
        return Keep(ReversalDecisions.Reverse(State, new EntryReversed(sequence, reason, by) { ApprovedBy = [.. approvedBy] }, earlier, Now));
    }

    /// <summary>Posts an entry past the rules of decisions.</summary>
    public LedgerEntry Post(string fundId, EntryBody body)
    {
        var fund = Fund(fundId);
        var at = fund.LastRecordedAt > Now ? fund.LastRecordedAt : Now;
        var entry = new LedgerEntry
        {
            Sequence = State.Sequence + 1,
            FundId = fundId,
            FundSequence = fund.FundSequence + 1,
            RecordedAt = at,
            OccurredAt = at,
            BalanceBefore = fund.Balance,
            BalanceAfter = new Money((long)(fund.BalanceUnits + body.ChangeUnits), fund.Asset),
            Body = body,
        };
        State.Apply(entry);
        Keep(entry);
        return entry;
    }

    public void Inject(string fundId, string amount) => Post(fundId, new Injected(Amount(fundId, amount), "Because.", null, "operator"));

    public void Withdraw(string fundId, string amount) => Post(fundId, new Withdrawn(Amount(fundId, amount), "Because.", null, "operator"));

    public void ChangePolicy(string fundId, Func<FundPolicy, FundPolicy> change)
    {
        var policy = change(State.Rulebook.FindPolicy(fundId)!) with { Sequence = State.Sequence + 1, EffectiveAt = Now };
        Post(fundId, new PolicyChanged(policy, "Because.", "operator"));
    }

    public Liquidation Liquidation(LiquidationForm form, string? assetCode = null, string symbol = "BTCUSDT", PositionSide? side = PositionSide.Long) => new()
    {
        ExternalId = Entries.Count.ToString(CultureInfo.InvariantCulture),
        Symbol = symbol,
        OccurredAt = Now,
        Form = form,
        Side = side,
        AssetCode = assetCode,
    };

    public Checked<LedgerEntry> Settle(LiquidationForm form, string? assetCode = null, string symbol = "BTCUSDT", PositionSide? side = PositionSide.Long) =>
        Settle(Liquidation(form, assetCode, symbol, side));

    public Checked<LedgerEntry> Settle(Liquidation liquidation)
    {
        var settled = LiquidationSettlement.Settle(State, liquidation, Input);
        return settled.Problem is null ? Keep(settled.Value) : settled;
    }

    /// <summary>Settles a liquidation that is sound, and gives what it recorded.</summary>
    public LiquidationSettled Settled(LiquidationForm form, string? assetCode = null, string symbol = "BTCUSDT", PositionSide? side = PositionSide.Long)
    {
        var settled = Settle(form, assetCode, symbol, side);
        Assert.Null(settled.Problem);
        return Assert.IsType<LiquidationSettled>(settled.Value.Body);
    }

    public Checked<LedgerEntry> Settle(FeeAccrual fee)
    {
        var settled = FeeSettlement.Settle(State, fee, Input);
        return settled.Problem is null ? Keep(settled.Value) : settled;
    }

    /// <summary>Settles what ADL closed for a liquidation.</summary>
    public Checked<LedgerEntry> Fill(long liquidationSequence, string quantity, string price, long? sourceSequence = null)
    {
        var before = Entries.Select(static entry => entry.Body).OfType<AdlFilled>().Where(fill => fill.LiquidationSequence == liquidationSequence).Sum(static fill => fill.Recovery.Recovered.Units);
        var report = new AdlFillReport { ExternalId = "fill", LiquidationExternalId = "loss", Quantity = Quantity(quantity), Price = Price(price), OccurredAt = Now, SourceSequence = sourceSequence };
        var settled = AdlFillSettlement.Settle(State, report, Entries.Find(entry => entry.Sequence == liquidationSequence), before, Input);
        return settled.Problem is null ? Keep(settled.Value) : settled;
    }

    /// <summary>Judges a fund for the passing of time.</summary>
    public LedgerEntry? Tick(string fundId)
    {
        var entry = AdlJudgement.AtTime(State, Fund(fundId), Now);
        if (entry is not null)
        {
            Entries.Add(entry);
        }

        return entry;
    }

    private LedgerEntry Keep(LedgerEntry entry)
    {
        Entries.Add(entry);
        if (AdlJudgement.AfterEntry(State, entry) is { } adl)
        {
            Entries.Add(adl);
        }

        return entry;
    }

    private Problem? Keep(Checked<ImmutableArray<LedgerEntry>> decided)
    {
        foreach (var entry in decided.Problem is null ? decided.Value : [])
        {
            Keep(entry);
        }

        return decided.Problem;
    }
}
