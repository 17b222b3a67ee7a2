using System.Text;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.TransparencyLog;
using Portal.Web.Features.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>One liquidation, settled by the very rules that settle every other, for a reader to follow to its leaf hash.</summary>
/// <remarks>Made when it is first shown, so that it can't differ from what the program does.</remarks>
public sealed class WorkedExample
{
    private const string FundId = "usdt";

    private static readonly DateTimeOffset Opened = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Occurred = new(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero);

    private static readonly Asset Asset = new("USDT", 2);

    private WorkedExample(LedgerEntry entry, LiquidationView view)
    {
        var bytes = entry.ToBytes();
        (Canonical, View) = (Encoding.UTF8.GetString(bytes), view);
        (Length, LeafHash) = (bytes.Length, Convert.ToHexStringLower(MerkleTree.LeafHash(bytes)));
    }

    /// <summary>The example.</summary>
    public static WorkedExample Instance { get; } = Make();

    /// <summary>The id under which the exchange sent it. In the ledger nobody sees it.</summary>
    public static string ExternalId => "L-20260131-7";

    /// <summary>What intake returned for it, made up here: 32 bytes in hex.</summary>
    public static string Receipt => "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /// <summary>The entry's canonical bytes, as text.</summary>
    public string Canonical { get; }

    /// <summary>How many bytes they are.</summary>
    public int Length { get; }

    /// <summary>SHA-256 of 0x00 and the bytes, in hex.</summary>
    public string LeafHash { get; }

    /// <summary>The same as a liquidation's page shows it.</summary>
    public LiquidationView View { get; }

    private static WorkedExample Make()
    {
        var state = LedgerState.Empty();
        Open(state);
        List(state);
        var balance = state.Find(FundId)!.Balance;
        var input = new SettlementInput(
            "engine", Occurred.AddMilliseconds(37), IsReplay: false, MasterSecret.Commitment(Convert.FromHexString(Receipt), ExternalId), AccountCommitment: null);
        var entry = LiquidationSettlement.Settle(state, Sent(), input).Value;
        return new WorkedExample(entry, Show(state, entry, balance));
    }

    private static void Open(LedgerState state)
    {
        var policy = new FundPolicy
        {
            Sequence = 0,
            EffectiveAt = Opened,
            FundId = FundId,
            Name = "USDT fund",
            Asset = Asset,
            Floor = Money.Read("100000", Asset, "floor").Value,
            Symbols = [FundPolicy.AllOtherSymbols],
        };
        _ = LedgerDecisions.OpenFund(state, policy, Money.Read("1000000", Asset, "opening").Value, "operator", Opened).Value;
    }

    private static void List(LedgerState state)
    {
        var contract = new Contract(ContractKind.Linear, Quantity.Read("0.001", "contractValue").Value);
        var listed = new ContractListed("BTCUSDT", contract, Asset.Code, ContractPublication.Full, "operator");
        _ = LedgerDecisions.ListContract(state, listed, fundId: null, Opened).Value;
    }

    private static Liquidation Sent() => new()
    {
        ExternalId = ExternalId,
        Symbol = "BTCUSDT",
        OccurredAt = Occurred,
        Side = PositionSide.Long,
        SourceSequence = 7,
        Form = new LiquidationForm.Position(
            Quantity.Read("2500", "quantity").Value,
            Price.Read("64000", "entryPrice").Value,
            Price.Read("61180.5", "fillPrice").Value,
            Number("6900"),
            Fees: Number("45.2"),
            Funding: Number("-12.3")),
    };

    private static LiquidationView Show(LedgerState state, LedgerEntry entry, Money balanceBefore)
    {
        var settled = (LiquidationSettled)entry.Body;
        return new LiquidationView
        {
            Sequence = entry.Sequence,
            LedgerSequence = entry.Sequence,
            FundId = FundId,
            FundName = state.Rulebook.FindPolicy(FundId)!.Name,
            Symbol = settled.Symbol,
            Contract = state.Rulebook.FindContractAt(settled.Symbol, entry.OccurredAt)!.Terms.Contract,
            Side = settled.Side,
            Form = settled.Form,
            Check = settled.Check,
            Cap = settled.Cap,
            Result = settled.Result,
            BalanceBefore = balanceBefore,
            BalanceAfter = entry.BalanceAfter!.Value,
            Floor = state.Rulebook.FindPolicy(FundId)!.Floor,
            OccurredAt = entry.OccurredAt,
            RecordedAt = entry.RecordedAt,
            PolicySequence = settled.PolicySequence,
            ContractSequence = settled.ContractSequence,
            Source = settled.Source,
        };
    }

    private static DecimalNumber Number(string text) => DecimalNumber.Read(text, "example").Value;
}
