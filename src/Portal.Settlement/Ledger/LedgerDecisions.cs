using System.Collections.Immutable;
using System.Text;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;

namespace Portal.Settlement.Ledger;

/// <summary>The decisions that operators make: each is checked against the rulebook and becomes one or more entries.</summary>
/// <remarks>Every method returns the entries, already taken by the state; or a problem, and the state is as it was.</remarks>
public static class LedgerDecisions
{
    /// <summary>The longest reason.</summary>
    public const int ReasonLengthMax = 500;

    /// <summary>The longest symbol.</summary>
    public const int SymbolLengthMax = 64;

    /// <summary>Opens a fund. Its asset is listed first if it is new.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> OpenFund(LedgerState state, FundPolicy policy, Money opening, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var problem = FundPolicy.CheckId(policy.FundId)
            ?? (state.Funds.FirstOrDefault(fund => string.Equals(fund.FundId, policy.FundId, StringComparison.OrdinalIgnoreCase)) is { } same
                ? new Problem("fund-exists", "id", $"The fund '{same.FundId}' exists already.")
                : null)
            ?? (state.Rulebook.FindAsset(policy.Asset.Code) is { } known && known.Scale != policy.Asset.Scale
                ? new Problem("wrong-scale", "scale", $"{known} has {known.Scale} decimals since it was first used.")
                : null)
            ?? (opening.Units < 0 ? new Problem("negative", "opening", $"{opening} is negative.") : null)
            ?? (policy.Floor.Units < 0 ? new Problem("negative", "floor", $"{policy.Floor} is negative.") : null)
            ?? CheckText(policy.Name, 100, "name")
            ?? policy.Thresholds.Check()
            ?? policy.Symbols.Select(symbol => CheckSymbol(state.Rulebook, policy, symbol)).FirstOrDefault(static found => found is not null)
            ?? CheckTime(at, "opened");
        if (problem is not null)
        {
            return problem;
        }

        var time = new EntryTime(at, at, Replayed: false);
        var sequence = state.Sequence + (state.Rulebook.FindAsset(policy.Asset.Code) is null ? 2 : 1);
        var body = new FundOpened(policy with { Sequence = sequence, EffectiveAt = at }, opening, by);
        if (Encoding.UTF8.GetByteCount(string.Join("\",\"", policy.Symbols)) > LedgerEntry.BytesMax - 1024)
        {
            return new Problem("too-long", "symbols", "are more than one entry can hold; list contracts with their fund instead.");
        }

        LedgerEntry[] listed = sequence == state.Sequence + 2 ? [state.Append(new AssetListed(policy.Asset), time)] : [];
        return ImmutableArray.Create([.. listed, state.Append(body, time, policy.FundId)]);
    }

    /// <summary>Lists a contract, or new terms for one.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> ListContract(LedgerState state, ContractListed contract, string? fundId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(contract);
        var fund = fundId is null ? null : state.Find(fundId);
        var owner = state.Rulebook.FindFundOf(contract.Symbol);
        var problem = CheckText(contract.Symbol, SymbolLengthMax, "symbol")
            ?? Asset.Check(contract.SettleAssetCode, 0)
            ?? (contract.Symbol == FundPolicy.AllOtherSymbols ? new Problem("bad-symbol", "symbol", "'*' is not a contract.") : null)
            ?? (fundId is not null && fund is null ? new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.") : null)
            ?? (fund is not null && fund.Asset.Code != contract.SettleAssetCode
                ? new Problem("wrong-asset", "settle", $"The fund '{fundId}' holds {fund.Asset}, not {contract.SettleAssetCode}.")
                : null)
            ?? (owner is not null && fundId is not null && owner != fundId
                ? new Problem("symbol-taken", "symbol", $"'{contract.Symbol}' belongs to the fund '{owner}'.")
                : null)
            ?? (owner is not null && state.Find(owner)!.Asset.Code != contract.SettleAssetCode
                ? new Problem("wrong-asset", "settle", $"'{contract.Symbol}' belongs to the fund '{owner}', which holds {state.Find(owner)!.Asset}.")
                : null);
        if (problem is not null)
        {
            return problem;
        }

        var at = fund is not null && fund.LastRecordedAt > now ? fund.LastRecordedAt : now;
        return ImmutableArray.Create(state.Append(contract, new EntryTime(at, at, Replayed: false), fundId));
    }

    /// <summary>Sets the share of fees that goes to a fund from a time on: never before now, a fund's first rate excepted.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> SetRate(LedgerState state, string fundId, RateSet rate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rate);
        if (state.Find(fundId) is not { } fund)
        {
            return new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.");
        }

        var at = fund.LastRecordedAt > now ? fund.LastRecordedAt : now;
        var problem = CheckText(rate.Reason, ReasonLengthMax, "reason")
            ?? (rate.Market is { } market ? CheckText(market, SymbolLengthMax, "market") : null)
            ?? (rate.EffectiveAt < at && !state.Rulebook.RatesOf(fundId).IsEmpty
                ? new Problem("retroactive", "effective", $"{rate.EffectiveAt:yyyy-MM-ddTHH:mm:ss.fffZ} is before now; only a fund's first rate may begin in the past.")
                : null)
            ?? (rate.EffectiveAt < SettlementInput.OldestTime || rate.EffectiveAt > now.AddYears(10)
                ? new Problem("bad-time", "effective", "lies too far from now.")
                : null);
        return problem is not null ? problem : ImmutableArray.Create(state.Append(rate, new EntryTime(at, at, Replayed: false), fundId));
    }

    /// <summary>What is wrong with a text that becomes public; null when nothing is.</summary>
    public static Problem? CheckText(string text, int lengthMax, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.IsNullOrWhiteSpace(text) ? new Problem("missing", field, "is empty.")
            : text.Length > lengthMax ? new Problem("too-long", field, $"has more than {lengthMax} characters.")
            : text.Any(char.IsControl) || text.EnumerateRunes().Contains(Rune.ReplacementChar) ? new Problem("bad-text", field, "holds control characters or broken text.")
            : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? new Problem("bad-text", field, "begins or ends with a space.")
            : !text.IsNormalized() ? new Problem("bad-text", field, "is not in Unicode normal form C.")
            : null;
    }

    private static Problem? CheckSymbol(Rulebook rulebook, FundPolicy policy, string symbol)
    {
        if (symbol == FundPolicy.AllOtherSymbols)
        {
            return rulebook.FindFundOfOtherSymbols(policy.Asset.Code) is { } other
                ? new Problem("symbol-taken", "symbols", $"The fund '{other}' takes every {policy.Asset} symbol already.")
                : null;
        }

        return CheckText(symbol, SymbolLengthMax, "symbols")
            ?? (policy.Symbols.Count(listed => listed == symbol) > 1 ? new Problem("repeated", "symbols", $"'{symbol}' is listed twice.") : null)
            ?? (rulebook.FindFundOf(symbol) is { } owner ? new Problem("symbol-taken", "symbols", $"'{symbol}' belongs to the fund '{owner}'.") : null);
    }

    private static Problem? CheckTime(DateTimeOffset at, string field) =>
        at < SettlementInput.OldestTime ? new Problem("too-old", field, $"is before {SettlementInput.OldestTime:yyyy-MM-dd}.") : null;
}
