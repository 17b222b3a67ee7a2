using System.Collections.Immutable;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>A field of a ledger entry in plain words.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Meaning">What it says.</param>
public sealed record EntryField(string Name, string Meaning);

/// <summary>The fields that one kind of entry adds to those that all have.</summary>
/// <param name="Kinds">The kind, or kinds with the same fields.</param>
/// <param name="Purpose">What such an entry is for.</param>
/// <param name="Fields">Its fields.</param>
public sealed record EntryKind(ImmutableArray<string> Kinds, string Purpose, ImmutableArray<EntryField> Fields);

/// <summary>The entry, field by field. The format itself is that of <c>Portal.Settlement</c>, and a test compares.</summary>
public static class EntryFormats
{
    /// <summary>Fields of every entry.</summary>
    public static ImmutableArray<EntryField> Shared { get; } =
    [
        new("v", "The version of the format: 1."),
        new("sequence", "Place in the one global order, from 1, without gaps. The leaf's index in the tree is one less."),
        new("kind", "One of the kinds below."),
        new("recordedAt", "When it was settled, by the operator's clock. Never runs back within a fund."),
        new("occurredAt", "When it happened, by its sender's account."),
        new("fund", "The fund. Absent where no fund is concerned."),
        new("fundSequence", "Place among the fund's entries, from 1, without gaps."),
        new("asset", "What the fund holds, and the asset of every amount in the entry."),
        new("balanceBefore", "The fund's balance before: the balanceAfter of its previous entry."),
        new("balanceAfter", "The fund's balance after."),
        new("replayed", "true when it was settled from a recording, by the recording's clock. Absent otherwise."),
        new("approvedBy", "The public handles of those who approved a decision. Absent where nobody was asked: at the command line, and where nothing is decided."),
    ];

    /// <summary>What a liquidation adds.</summary>
    public static EntryKind Liquidation { get; } = new(["liquidation"], "A position was closed by force. What was sent, then what follows from it.",
    [
        new("source", "The system of the exchange that sent it."),
        new("sourceSequence", "That system's own count. A number that is missing is a record that never came, or was refused."),
        new("symbol", "The contract."),
        new("positionSide", "long or short."),
        new("contractSequence", "The entry that listed the contract's terms. Absent: linear, contract value 1."),
        new("policySequence", "The entry whose rules for surpluses applied."),
        new("form", "How the figures were sent: amounts, position, bankruptcy or deficit."),
        new("quantity", "Contracts closed."),
        new("entryPrice", "Average entry price."),
        new("bankruptcyPrice", "The price at which the loss equals the margin; in place of entry price and margin."),
        new("fillPrice", "Average price at which the position was closed."),
        new("margin", "What remained for this position at takeover."),
        new("grossLoss", "The loss by prices alone: for a linear long, quantity × contract value × (entry − fill)."),
        new("fees", "Charged at this liquidation and not in the margin. Negative: a rebate."),
        new("funding", "The same for funding. Negative: received."),
        new("totalLoss", "Gross loss, fees and funding. Negative: a gain."),
        new("fillNotional", "What the fill was worth; a cap on surpluses is a share of it."),
        new("residual", "Margin − total loss, rounded once, toward minus infinity. Above 0 a surplus, below 0 a deficit."),
        new("cap", "The most of a surplus that the fund took. Absent: all of it."),
        new("surplus", "What the fund received."),
        new("toTrader", "What of a surplus was left to the trader."),
        new("deficit", "What the loss exceeds the margin by."),
        new("draw", "What the fund paid: the deficit, or what lay above its floor if that is less."),
        new("drawForFees", "How much of the draw went for fees, at most."),
        new("uncovered", "What of a deficit nobody paid: auto-deleveraging takes it."),
        new("idCommitment", "HMAC-SHA256(receipt, id) in hex. The id itself is in no entry."),
        new("accountCommitment", "The same of the account, if one was sent."),
        new("correctedPayloads", "SHA-256 in hex of each record, as it was sent, that could not be settled and that this one puts right."),
    ]);

    /// <summary>The other kinds.</summary>
    public static ImmutableArray<EntryKind> Others { get; } =
    [
        new(["fee"], "Trading fees of a period, and the share that went to the fund.",
        [
            new("source", "The system that sent it."),
            new("sourceSequence", "That system's own count."),
            new("symbol", "The contract, if named."),
            new("market", "The market, if named."),
            new("feeKind", "maker, taker or liquidation."),
            new("periodStart", "The rate in force at this time applies."),
            new("periodEnd", "The end of the period."),
            new("amount", "The fees."),
            new("rateSequence", "The entry that set the rate. Absent: no rate, share 0."),
            new("sharePpm", "The fund's share in parts per million."),
            new("allocated", "amount × sharePpm / 1,000,000, rounded down."),
            new("idCommitment", "As in a liquidation."),
            new("correctedPayloads", "As in a liquidation."),
        ]),
        new(["adl"], "Auto-deleveraging started or stopped.",
        [
            new("state", "active or inactive."),
            new("cause", "uncovered, floor, drawdown or recovered."),
            new("causeSequence", "The entry that caused it."),
            new("peak", "The highest balance of the last 8 hours, lowered by withdrawals since."),
            new("peakSequence", "The entry that made the peak."),
            new("drawdownPpm", "(balance − peak) / peak in parts per million."),
            .. Thresholds,
        ]),
        new(["adl-fill"], "Auto-deleveraging closed a position, and an uncovered loss got a part back. No balance moves.",
        [
            new("source", "The system that sent it."),
            new("sourceSequence", "That system's own count."),
            new("liquidationSequence", "The liquidation whose loss it recovers."),
            new("symbol", "The contract, the liquidation's."),
            new("positionSide", "The side of the liquidated position; the other one was closed."),
            new("contractSequence", "The entry that listed the contract. Absent: nobody did, and it is linear with a contract value of 1."),
            new("quantity", "Contracts closed."),
            new("price", "The price at which they were closed, better than the liquidation's own fill."),
            new("liquidationFillPrice", "The price at which the liquidated position was filled."),
            new("outstandingBefore", "What was still to be recovered."),
            new("recovered", "quantity × contract value × the distance between the two prices (inverse: between 1/price), rounded down, but no more than was outstanding."),
            new("excess", "What the fill brought beyond that."),
            new("outstanding", "outstandingBefore − recovered."),
            new("idCommitment", "As in a liquidation."),
            new("correctedPayloads", "As in a liquidation."),
        ]),
        new(["opening", "policy"], "A fund was opened, or its rules were changed.",
        [
            new("name", "The fund's name."),
            new("symbols", "Its contracts; * is every contract in its asset that no other fund lists."),
            new("floor", "Below this the fund does not pay."),
            new("surplusCapPpm", "Of a surplus it takes at most this share of the fill. Absent: all of it."),
            .. Thresholds,
            new("demo", "true where every figure is simulated."),
            new("amount", "The opening balance (opening)."),
            new("reason", "Why the rules were changed (policy)."),
            new("by", "The public handle of who did it."),
        ]),
        new(["rate"], "Which share of fees goes to the fund.",
        [
            new("market", "For this market alone."),
            new("feeKind", "For these fees alone."),
            new("sharePpm", "The share in parts per million."),
            new("effectiveAt", "From when on. Never before it was set, a fund's first rate excepted."),
            new("reason", "Why."),
            new("by", "Who."),
        ]),
        new(["rate-cancel"], "A scheduled rate was taken back before it took effect.",
        [
            new("rateSequence", "The entry that set it."),
            new("reason", "Why."),
            new("by", "Who."),
        ]),
        new(["freeze"], "Everything was frozen, or set free: meanwhile no scheduled rate takes effect and nothing is withdrawn.",
        [
            new("state", "active or inactive."),
            new("reason", "Why."),
            new("by", "Who."),
        ]),
        new(["contract"], "A contract was listed, or its terms were changed.",
        [
            new("symbol", "The contract."),
            new("contractKind", "linear or inverse."),
            new("contractValue", "What one contract stands for."),
            new("settleAsset", "In which asset it is settled."),
            new("publish", "full, or bankruptcy: then entry price and margin stay private."),
            new("by", "Who."),
        ]),
        new(["asset"], "An asset and its decimals, for ever.",
        [
            new("scale", "How many decimals its amounts have."),
        ]),
        new(["reversal"], "An earlier entry of the fund was taken back: its exact opposite, at the balance as it is now, once.",
        [
            new("reversedSequence", "The entry that was taken back."),
            new("reversedKind", "What kind of entry that was: liquidation, fee, injection or withdrawal."),
            new("reversedLeafHash", "Its leaf in the log, hex: nobody can show another one in its place."),
            new("amount", "What this adds to the balance: the opposite of what the earlier entry added."),
            new("uncovered", "The loss that a liquidation taken back had left uncovered: statistics count it no more."),
            new("reason", "Why."),
            new("by", "Who."),
        ]),
        new(["dismissal"], "A record that could not be settled does not count: an operator decided so.",
        [
            new("source", "Who sent it."),
            new("recordKind", "What it was sent as: liquidation, fee or adlFill."),
            new("problem", "Why it could not be settled: conflict, or the code it was rejected with."),
            new("payloadHash", "SHA-256 of the record as it was sent, hex: its sender can tell that this one is meant."),
            new("payloadBytes", "How many bytes were sent."),
            new("reason", "Why it does not count."),
            new("by", "Who."),
        ]),
        new(["injection", "withdrawal"], "Money was put into the fund, or taken out.",
        [
            new("amount", "How much."),
            new("reason", "Why."),
            new("reference", "A transaction or a document to compare with, if given."),
            new("by", "Who."),
        ]),
    ];

    private static ImmutableArray<EntryField> Thresholds =>
    [
        new("adlWarningPpm", "A drawdown from here on is a warning."),
        new("adlStartPpm", "From here on auto-deleveraging starts."),
        new("adlStopPpm", "It stops only below this."),
        new("adlQuietSeconds", "And only after so long without an uncovered loss."),
    ];
}
