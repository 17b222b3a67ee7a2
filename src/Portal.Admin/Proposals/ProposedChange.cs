using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Admin.Proposals.Changes;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;

namespace Portal.Admin.Proposals;

/// <summary>What somebody proposes to write into the ledger, in the words it was typed in. It is read again whenever it is decided on.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(RateChange), RateChange.KindName)]
[JsonDerivedType(typeof(RateCancellation), RateCancellation.KindName)]
[JsonDerivedType(typeof(FundOpening), FundOpening.KindName)]
[JsonDerivedType(typeof(FundPolicyChange), FundPolicyChange.KindName)]
[JsonDerivedType(typeof(ContractChange), ContractChange.KindName)]
[JsonDerivedType(typeof(Injection), Injection.KindName)]
[JsonDerivedType(typeof(Withdrawal), Withdrawal.KindName)]
[JsonDerivedType(typeof(FreezeEnd), FreezeEnd.KindName)]
[JsonDerivedType(typeof(Reversal), Reversal.KindName)]
[JsonDerivedType(typeof(Dismissal), Dismissal.KindName)]
[JsonDerivedType(typeof(Correction), Correction.KindName)]
public abstract record ProposedChange
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // What follows from the rest is not stored.
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>The kind as it is stored.</summary>
    public abstract string Kind { get; }

    /// <summary>What it is, for people: the beginning of a sentence.</summary>
    public abstract string Title { get; }

    /// <summary>The fund it is about; null where it is about none.</summary>
    public virtual string? SubjectFundId => null;

    /// <summary>The record in quarantine that it is about; null where it is about none. One proposal about a record is open at a time.</summary>
    public virtual long? SubjectRecordId => null;

    /// <summary>Whether the reason becomes part of the ledger, public for ever.</summary>
    public virtual bool HasPublicReason => true;

    /// <summary>Why, in the proposer's words.</summary>
    public string Reason
    {
        get;
        init => field = CleanText(value);
    }

    = string.Empty;

    /// <summary>Makes the entries on the ledger as it stands, or says why it can't be done.</summary>
    /// <param name="sources">What it is decided from besides the ledger's state.</param>
    /// <param name="state">The ledger; takes the entries.</param>
    /// <param name="signatures">Who proposed and who approved.</param>
    /// <param name="now">The clock, in whole milliseconds.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public abstract Task<Checked<LedgerDecision>> DecideAsync(
        ProposalSources sources, LedgerState state, Signatures signatures, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>What it changes, for people, against the ledger as it stands.</summary>
    public abstract Task<ImmutableArray<ChangeFact>> FactsAsync(ProposalSources sources, LedgerState state, CancellationToken cancellation);

    /// <summary>What follows from it, for people, once its entries are known: told after <see cref="FactsAsync"/>.</summary>
    /// <param name="entries">The entries as they would be written, starts and stops of ADL among them.</param>
    public virtual IEnumerable<ChangeFact> FactsOf(ImmutableArray<LedgerEntry> entries) => [];

    /// <summary>Puts away what must not be part of the proposal, and gives what is to be stored as the proposal.</summary>
    /// <param name="sources">Where it is put.</param>
    /// <param name="personId">Who proposes it.</param>
    /// <param name="now">The clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public virtual Task<ProposedChange> KeepAsync(ProposalSources sources, string personId, DateTimeOffset now, CancellationToken cancellation) => Task.FromResult(this);

    /// <summary>How it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what was stored.</summary>
    public static ProposedChange FromJson(string json) => JsonSerializer.Deserialize<ProposedChange>(json, Json)!;

    /// <summary>A text without spaces around it and in Unicode normal form C; what is no text at all stays as it is and is refused later.</summary>
    internal static string CleanText(string? text)
    {
        var trimmed = (text ?? string.Empty).Trim();
        try
        {
            return trimmed.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return trimmed;
        }
    }

    /// <summary>The same, with nothing for an empty text.</summary>
    internal static string? CleanOptional(string? text) => CleanText(text) is { Length: > 0 } cleaned ? cleaned : null;
}

/// <summary>A change that is decided from the state of the ledger alone.</summary>
public abstract record RuleChange : ProposedChange
{
    /// <inheritdoc/>
    public override Task<Checked<LedgerDecision>> DecideAsync(
        ProposalSources sources, LedgerState state, Signatures signatures, DateTimeOffset now, CancellationToken cancellation)
    {
        var decided = Decide(state, signatures, now);
        return Task.FromResult<Checked<LedgerDecision>>(decided.Problem is { } problem ? problem : new LedgerDecision(decided.Value));
    }

    /// <inheritdoc/>
    public override Task<ImmutableArray<ChangeFact>> FactsAsync(ProposalSources sources, LedgerState state, CancellationToken cancellation) =>
        Task.FromResult(Facts(state).ToImmutableArray());

    /// <summary>Makes the entries, or says why it can't be done.</summary>
    public abstract Checked<ImmutableArray<LedgerEntry>> Decide(LedgerState state, Signatures signatures, DateTimeOffset now);

    /// <summary>What it changes, for people.</summary>
    public abstract IEnumerable<ChangeFact> Facts(LedgerState state);
}

/// <summary>Who stands behind a decision, by their public handles.</summary>
/// <param name="By">Who proposed it.</param>
/// <param name="ApprovedBy">Who approved it.</param>
public sealed record Signatures(string By, ImmutableArray<string> ApprovedBy)
{
    // No handle has such letters, so nobody can be taken for it.
    private const string WhoeverApproves = "(who approves)";

    /// <summary>The same, as a preview shows it: while nobody has approved, with a place for who will.</summary>
    public Signatures ForPreview() => ApprovedBy.IsEmpty ? this with { ApprovedBy = [WhoeverApproves] } : this;
}

/// <summary>One thing that a proposal changes.</summary>
/// <param name="Name">What.</param>
/// <param name="Before">How it stands; null where there is nothing to compare with.</param>
/// <param name="After">How it would stand.</param>
public sealed record ChangeFact(string Name, string? Before, string After);
