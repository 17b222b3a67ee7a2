using System.Collections.Immutable;
using Portal.Settlement.Ledger;

namespace Portal.Web.Features.Entries;

/// <summary>One entry of the ledger in full.</summary>
public sealed record EntryView
{
    /// <summary>The entry.</summary>
    public required LedgerEntry Entry { get; init; }

    /// <summary>Its canonical bytes as text.</summary>
    public required string Text { get; init; }

    /// <summary>Its leaf hash in the log, lower-case hex.</summary>
    public required string LeafHash { get; init; }

    /// <summary>The name of its fund; null where it has none.</summary>
    public string? FundName { get; init; }

    /// <summary>The entry that took it back; null while it stands.</summary>
    public long? ReversedBy { get; init; }

    /// <summary>Who put it right in its source's place; null for nearly all.</summary>
    public OperatorCorrection? Correction => Entry.Body switch
    {
        LiquidationSettled settled => settled.Correction,
        FeeAllocated fee => fee.Correction,
        AdlFilled fill => fill.Correction,
        _ => null,
    };

    /// <summary>The source of a record; empty for what operators decided.</summary>
    public string Source => Entry.Body switch
    {
        LiquidationSettled settled => settled.Source,
        FeeAllocated fee => fee.Source,
        AdlFilled fill => fill.Source,
        _ => string.Empty,
    };

    /// <summary>The last entry of the ledger.</summary>
    public required long LedgerSequence { get; init; }

    /// <summary>Its fields as they are written, with what each says.</summary>
    public ImmutableArray<EntryFieldView> Fields { get; init; } = [];

    /// <summary>What such an entry is for.</summary>
    public string? Purpose { get; init; }
}

/// <summary>A field of an entry.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Value">Its value as it is written, lists with commas.</param>
/// <param name="Meaning">What it says; null for a field that this portal does not know.</param>
/// <param name="IsText">Whether it is written as a text, which the browser compares with the signed entry.</param>
/// <param name="Address">The page that it leads to; null for none.</param>
public sealed record EntryFieldView(string Name, string Value, string? Meaning, bool IsText, string? Address);
