using System.Collections.Immutable;
using System.Globalization;
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

    /// <summary>The longest name of a fund.</summary>
    public const int NameLengthMax = 100;

    /// <summary>Opens a fund. Its asset is listed first if it is new.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> OpenFund(LedgerState state, FundPolicy policy, Money opening, string by, DateTimeOffset at) =>
        OpenFund(state, new FundOpened(policy, opening, by), at);

    /// <summary>Opens a fund as somebody proposed and others approved it.</summary>
    public static Checked<ImmutableArray<LedgerEntry>> OpenFund(LedgerState state, FundOpened opened, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(opened);
        var (policy, opening) = (opened.Policy, opened.Amount);
        if (CheckFund(state, policy, opening, at) is { } problem)
        {
            return problem;
        }

        var time = new EntryTime(at, at, Replayed: false);
        var isNewAsset = state.Rulebook.FindAsset(policy.Asset.Code) is null;
        var body = opened with { Policy = policy with { Sequence = state.Sequence + (isNewAsset ? 2 : 1), EffectiveAt = time.RecordedAt } };
        if (!Fits(body))
        {
            return new Problem("too-long", "symbols", "are more than one entry can hold; list contracts with their fund instead.");
        }

        LedgerEntry[] listed = isNewAsset ? [state.Append(new AssetListed(policy.Asset), time)] : [];
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
            ?? (Asset.Check(contract.SettleAssetCode, 0) is { } wrongAsset ? wrongAsset with { Field = "settle" } : null)
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

    /// <summary>Sets the share of fees that goes to a fund from a time on: never before now, a fund's first rate excepted, and not in a freeze.</summary>
    /// <param name="state">The ledger.</param>
    /// <param name="fundId">The fund.</param>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The settling clock.</param>
    /// <param name="lead">How long before it takes effect it has to be public; zero for what the command line decides.</param>
    public static Checked<ImmutableArray<LedgerEntry>> SetRate(
        LedgerState state, string fundId, RateSet rate, DateTimeOffset now, TimeSpan lead = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rate);
        if (state.Find(fundId) is not { } fund)
        {
            return new Problem("unknown-fund", "fund", $"There is no fund '{fundId}'.");
        }

        rate = rate with { EffectiveAt = TimeText.WholeMilliseconds(rate.EffectiveAt) };
        var at = TimeText.WholeMilliseconds(fund.LastRecordedAt > now ? fund.LastRecordedAt : now);
        var problem = CheckText(rate.Reason, ReasonLengthMax, "reason")
            ?? (rate.Market is { } market ? CheckText(market, SymbolLengthMax, "market") : null)
            ?? CheckNotFrozen(state)
            ?? (lead > TimeSpan.Zero && rate.EffectiveAt < at + lead
                ? new Problem("too-soon", "effective", $"{TimeText.Of(rate.EffectiveAt)} is less than {(long)lead.TotalMinutes} minutes from now.")
                : null)
            ?? (rate.EffectiveAt < at && !state.Rulebook.RatesOf(fundId).IsEmpty
                ? new Problem("retroactive", "effective", $"{TimeText.Of(rate.EffectiveAt)} is before now; only a fund's first rate may begin in the past.")
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
            : !text.AsSpan().ContainsAnyExceptInRange('!', '~') ? null
            // U+FFFE is no character, and asking for a normal form throws on it.
            : text.Contains('\uFFFE', StringComparison.Ordinal) || text.Any(char.IsControl) || text.EnumerateRunes().Contains(Rune.ReplacementChar) ? new Problem("bad-text", field, "holds control characters or broken text.")
            : text.EnumerateRunes().Any(IsUnseen) ? new Problem("bad-text", field, "holds characters that nobody sees, or that turn the direction of writing.")
            : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? new Problem("bad-text", field, "begins or ends with a space.")
            : !text.IsNormalized() ? new Problem("bad-text", field, "is not in Unicode normal form C.")
            : null;
    }

    // A symbol with a space of no width in it looks like another one to everybody who approves it.
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>What is wrong with a policy, of a new fund or of one that has others already; null when nothing is.</summary>
    internal static Problem? CheckPolicy(Rulebook rulebook, FundPolicy policy) =>
        CheckAmount(policy.Floor, policy.Asset, "floor")
        ?? CheckText(policy.Name, NameLengthMax, "name")
        ?? policy.Thresholds.Check()
        ?? (policy.Symbols.IsDefault ? new Problem("missing", "symbols", "is not given.") : null)
        ?? policy.Symbols.Select(symbol => CheckSymbol(rulebook, policy, symbol)).FirstOrDefault(static found => found is not null);

    /// <summary>What is wrong while everything is frozen; null while nothing is.</summary>
    internal static Problem? CheckNotFrozen(LedgerState state) => state.Rulebook.Freeze is { } freeze
        ? new Problem("frozen", null, $"Everything is frozen since {TimeText.Of(freeze.Since)}: {freeze.Reason}")
        : null;

    /// <summary>Whether an entry can hold a body.</summary>
    internal static bool Fits(EntryBody body) => LengthOf(body) <= LedgerEntry.BytesMax - LedgerEntry.SharedBytesMax;

    private static Problem? CheckFund(LedgerState state, FundPolicy policy, Money opening, DateTimeOffset at)
    {
        var asset = policy.Asset;
        return FundPolicy.CheckId(policy.FundId)
            ?? (state.Funds.FirstOrDefault(fund => string.Equals(fund.FundId, policy.FundId, StringComparison.OrdinalIgnoreCase)) is { } same
                ? new Problem("fund-exists", "id", $"The fund '{same.FundId}' exists already.")
                : null)
            ?? (state.Rulebook.FindAsset(asset.Code) is { } known && known.Scale != asset.Scale
                ? new Problem("wrong-scale", "scale", $"{known} has {known.Scale} decimals since it was first used.")
                : null)
            ?? CheckAmount(opening, asset, "opening")
            ?? CheckPolicy(state.Rulebook, policy)
            ?? CheckTime(at, "opened");
    }

    private static Problem? CheckAmount(Money amount, Asset asset, string field) =>
        amount == default || amount.Asset != asset ? new Problem("wrong-asset", field, $"is not an amount of {asset} with {asset.Scale} decimals.")
        : amount.Units < 0 ? new Problem("negative", field, $"{amount} is negative.")
        : null;

    private static Problem? CheckSymbol(Rulebook rulebook, FundPolicy policy, string symbol)
    {
        if (policy.Symbols.Count(listed => listed == symbol) > 1)
        {
            return new Problem("repeated", "symbols", $"'{symbol}' is listed twice.");
        }

        if (symbol == FundPolicy.AllOtherSymbols)
        {
            return rulebook.FindFundOfOtherSymbols(policy.Asset.Code) is { } other && other != policy.FundId
                ? new Problem("symbol-taken", "symbols", $"The fund '{other}' takes every {policy.Asset} symbol already.")
                : null;
        }

        return CheckText(symbol, SymbolLengthMax, "symbols")
            ?? (rulebook.FindFundOf(symbol) is { } owner && owner != policy.FundId ? new Problem("symbol-taken", "symbols", $"'{symbol}' belongs to the fund '{owner}'.") : null)
            ?? (rulebook.FindContractAt(symbol, DateTimeOffset.MaxValue) is { Terms.SettleAssetCode: var settle } && settle != policy.Asset.Code
                ? new Problem("wrong-asset", "symbols", $"'{symbol}' is listed as a contract that settles in {settle}, not {policy.Asset}.")
                : null);
    }

    private static int LengthOf(EntryBody body)
    {
        var writer = new CanonicalObject();
        body.Write(writer);
        return writer.ToBytes().Length;
    }

    private static Problem? CheckTime(DateTimeOffset at, string field) =>
        at < SettlementInput.OldestTime ? new Problem("too-old", field, $"is before {TimeText.Of(SettlementInput.OldestTime)}.") : null;
}
