using System.Collections.Immutable;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>A field of a ledger entry in plain words.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Meaning">What it says, in English: a page shows it with <see cref="Text(string)"/>.</param>
public sealed record EntryField(string Name, string Meaning);

/// <summary>The fields that one kind of entry adds to those that all have.</summary>
/// <param name="Kinds">The kind, or kinds with the same fields.</param>
/// <param name="Purpose">What such an entry is for, likewise.</param>
/// <param name="Fields">Its fields.</param>
public sealed record EntryKind(ImmutableArray<string> Kinds, string Purpose, ImmutableArray<EntryField> Fields);

/// <summary>The entry, field by field. The format itself is that of <c>Portal.Settlement</c>, and a test compares.</summary>
public static class EntryFormats
{
    /// <summary>Fields of every entry.</summary>
    public static ImmutableArray<EntryField> Shared { get; } =
    [
        new("v", Marked("The version of the format: 1.")),
        new("sequence", Marked("Place in the one global order, from 1, without gaps. The leaf's index in the tree is one less.")),
        new("kind", Marked("One of the kinds below.")),
        new("recordedAt", Marked("When it was settled, by the operator's clock. Never runs back within a fund.")),
        new("occurredAt", Marked("When it happened, by its sender's account.")),
        new("fund", Marked("The fund. Absent where no fund is concerned.")),
        new("fundSequence", Marked("Place among the fund's entries, from 1, without gaps.")),
        new("asset", Marked("What the fund holds, and the asset of every amount in the entry.")),
        new("balanceBefore", Marked("The fund's balance before: the balanceAfter of its previous entry.")),
        new("balanceAfter", Marked("The fund's balance after.")),
        new("replayed", Marked("true when it was settled from a recording, by the recording's clock. Absent otherwise.")),
        new("approvedBy", Marked("The public handles of those who approved a decision, or a record that operators put right. Absent where nobody was asked: at the command line, and where nothing is decided.")),
    ];

    /// <summary>What a liquidation adds.</summary>
    public static EntryKind Liquidation { get; } = new(["liquidation"], Marked("A position was closed by force. What was sent, then what follows from it."),
    [
        new("source", Marked("The system of the exchange that sent it.")),
        new("sourceSequence", Marked("That system's own count. A number that is missing is a record that never came, or was refused.")),
        new("symbol", Marked("The contract.")),
        new("positionSide", Marked("long or short.")),
        new("contractSequence", Marked("The entry that listed the contract's terms. Absent: linear, contract value 1.")),
        new("policySequence", Marked("The entry whose rules for surpluses applied.")),
        new("form", Marked("How the figures were sent: amounts, position, bankruptcy or deficit.")),
        new("quantity", Marked("Contracts closed.")),
        new("entryPrice", Marked("Average entry price.")),
        new("bankruptcyPrice", Marked("The price at which the loss equals the margin; in place of entry price and margin.")),
        new("fillPrice", Marked("Average price at which the position was closed.")),
        new("margin", Marked("What remained for this position at takeover.")),
        new("grossLoss", Marked("The loss by prices alone: for a linear long, quantity × contract value × (entry − fill).")),
        new("fees", Marked("Charged at this liquidation and not in the margin. Negative: a rebate.")),
        new("funding", Marked("The same for funding. Negative: received.")),
        new("totalLoss", Marked("Gross loss, fees and funding. Negative: a gain.")),
        new("fillNotional", Marked("What the fill was worth; a cap on surpluses is a share of it.")),
        new("residual", Marked("Margin − total loss, rounded once, toward minus infinity. Above 0 a surplus, below 0 a deficit.")),
        new("cap", Marked("The most of a surplus that the fund took. Absent: all of it.")),
        new("surplus", Marked("What the fund received.")),
        new("toTrader", Marked("What of a surplus was left to the trader.")),
        new("deficit", Marked("What the loss exceeds the margin by.")),
        new("draw", Marked("What the fund paid: the deficit, or what lay above its floor if that is less.")),
        new("drawForFees", Marked("How much of the draw went for fees, at most.")),
        new("uncovered", Marked("What of a deficit nobody paid: auto-deleveraging takes it.")),
        new("idCommitment", Marked("HMAC-SHA256(receipt, id) in hex. The id itself is in no entry.")),
        new("accountCommitment", Marked("The same of the account, if one was sent.")),
        new("correctedPayloads", Marked("SHA-256 in hex of each record, as it was sent, that could not be settled and that this one puts right.")),
        new("by", Marked("The public handle of who put the record right in its source's place; approvedBy names at least one other. Absent where the source sent it itself.")),
        new("reason", Marked("Why they did. Absent likewise.")),
    ]);

    /// <summary>The other kinds.</summary>
    public static ImmutableArray<EntryKind> Others { get; } =
    [
        new(["fee"], Marked("Trading fees of a period, and the share that went to the fund."),
        [
            new("source", Marked("The system that sent it.")),
            new("sourceSequence", Marked("That system's own count.")),
            new("symbol", Marked("The contract, if named.")),
            new("market", Marked("The market, if named.")),
            new("feeKind", Marked("maker, taker or liquidation.")),
            new("periodStart", Marked("The rate in force at this time applies.")),
            new("periodEnd", Marked("The end of the period.")),
            new("amount", Marked("The fees.")),
            new("rateSequence", Marked("The entry that set the rate. Absent: no rate, share 0.")),
            new("sharePpm", Marked("The fund's share in parts per million.")),
            new("allocated", Marked("amount × sharePpm / 1,000,000, rounded down.")),
            new("idCommitment", Marked("As in a liquidation.")),
            new("correctedPayloads", Marked("As in a liquidation.")),
            new("by", Marked("As in a liquidation.")),
            new("reason", Marked("As in a liquidation.")),
        ]),
        new(["adl"], Marked("Auto-deleveraging started or stopped."),
        [
            new("state", Marked("active or inactive.")),
            new("cause", Marked("uncovered, floor, drawdown or recovered.")),
            new("causeSequence", Marked("The entry that caused it.")),
            new("peak", Marked("The highest balance of the last 8 hours, lowered by withdrawals since.")),
            new("peakSequence", Marked("The entry that made the peak.")),
            new("drawdownPpm", Marked("(balance − peak) / peak in parts per million.")),
            .. Thresholds,
        ]),
        new(["adl-fill"], Marked("Auto-deleveraging closed a position, and an uncovered loss got a part back. No balance moves."),
        [
            new("source", Marked("The system that sent it.")),
            new("sourceSequence", Marked("That system's own count.")),
            new("liquidationSequence", Marked("The liquidation whose loss it recovers.")),
            new("symbol", Marked("The contract, the liquidation's.")),
            new("positionSide", Marked("The side of the liquidated position; the other one was closed.")),
            new("contractSequence", Marked("The entry that listed the contract. Absent: nobody did, and it is linear with a contract value of 1.")),
            new("quantity", Marked("Contracts closed.")),
            new("price", Marked("The price at which they were closed, better than the liquidation's own fill.")),
            new("liquidationFillPrice", Marked("The price at which the liquidated position was filled.")),
            new("outstandingBefore", Marked("What was still to be recovered.")),
            new("recovered", Marked("quantity × contract value × the distance between the two prices (inverse: between 1/price), rounded down, but no more than was outstanding.")),
            new("excess", Marked("What the fill brought beyond that.")),
            new("outstanding", Marked("outstandingBefore − recovered.")),
            new("idCommitment", Marked("As in a liquidation.")),
            new("correctedPayloads", Marked("As in a liquidation.")),
            new("by", Marked("As in a liquidation.")),
            new("reason", Marked("As in a liquidation.")),
        ]),
        new(["opening", "policy"], Marked("A fund was opened, or its rules were changed."),
        [
            new("name", Marked("The fund's name.")),
            new("symbols", Marked("Its contracts; * is every contract in its asset that no other fund lists.")),
            new("floor", Marked("Below this the fund does not pay.")),
            new("surplusCapPpm", Marked("Of a surplus it takes at most this share of the fill. Absent: all of it.")),
            .. Thresholds,
            new("demo", Marked("true where every figure is simulated.")),
            new("amount", Marked("The opening balance (opening).")),
            new("reason", Marked("Why the rules were changed (policy).")),
            new("by", Marked("The public handle of who did it.")),
        ]),
        new(["rate"], Marked("Which share of fees goes to the fund."),
        [
            new("market", Marked("For this market alone.")),
            new("feeKind", Marked("For these fees alone.")),
            new("sharePpm", Marked("The share in parts per million.")),
            new("effectiveAt", Marked("From when on. Never before it was set, a fund's first rate excepted.")),
            new("reason", Marked("Why.")),
            new("by", Marked("Who.")),
        ]),
        new(["rate-cancel"], Marked("A scheduled rate was taken back before it took effect."),
        [
            new("rateSequence", Marked("The entry that set it.")),
            new("reason", Marked("Why.")),
            new("by", Marked("Who.")),
        ]),
        new(["freeze"], Marked("Everything was frozen, or set free: meanwhile no scheduled rate takes effect and nothing is withdrawn."),
        [
            new("state", Marked("active or inactive.")),
            new("reason", Marked("Why.")),
            new("by", Marked("Who.")),
        ]),
        new(["contract"], Marked("A contract was listed, or its terms were changed."),
        [
            new("symbol", Marked("The contract.")),
            new("contractKind", Marked("linear or inverse.")),
            new("contractValue", Marked("What one contract stands for.")),
            new("settleAsset", Marked("In which asset it is settled.")),
            new("publish", Marked("full, or bankruptcy: then entry price and margin stay private.")),
            new("by", Marked("Who.")),
        ]),
        new(["asset"], Marked("An asset and its decimals, for ever."),
        [
            new("scale", Marked("How many decimals its amounts have.")),
        ]),
        new(["reversal"], Marked("An earlier entry of the fund was taken back: its exact opposite, at the balance as it is now, once."),
        [
            new("reversedSequence", Marked("The entry that was taken back.")),
            new("reversedKind", Marked("What kind of entry that was: liquidation, fee, injection or withdrawal.")),
            new("reversedLeafHash", Marked("Its leaf in the log, hex: nobody can show another one in its place.")),
            new("amount", Marked("What this adds to the balance: the opposite of what the earlier entry added.")),
            new("uncovered", Marked("The loss that a liquidation taken back had left uncovered: statistics count it no more.")),
            new("reason", Marked("Why.")),
            new("by", Marked("Who.")),
        ]),
        new(["dismissal"], Marked("A record that could not be settled does not count: an operator decided so."),
        [
            new("source", Marked("Who sent it.")),
            new("recordKind", Marked("What it was sent as: liquidation, fee or adlFill.")),
            new("problem", Marked("Why it could not be settled: conflict, or the code it was rejected with.")),
            new("payloadHash", Marked("SHA-256 of the record as it was sent, hex: its sender can tell that this one is meant.")),
            new("payloadBytes", Marked("How many bytes were sent.")),
            new("reason", Marked("Why it does not count.")),
            new("by", Marked("Who.")),
        ]),
        new(["injection", "withdrawal"], Marked("Money was put into the fund, or taken out."),
        [
            new("amount", Marked("How much.")),
            new("reason", Marked("Why.")),
            new("reference", Marked("A transaction or a document to compare with, if given.")),
            new("by", Marked("Who.")),
        ]),
    ];

    private static ImmutableArray<EntryField> Thresholds =>
    [
        new("adlWarningPpm", Marked("A drawdown from here on is a warning.")),
        new("adlStartPpm", Marked("From here on auto-deleveraging starts.")),
        new("adlStopPpm", Marked("It stops only below this.")),
        new("adlQuietSeconds", Marked("And only after so long without an uncovered loss.")),
    ];
}
