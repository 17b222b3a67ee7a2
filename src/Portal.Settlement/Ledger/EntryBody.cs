using Portal.Settlement.Amounts;

namespace Portal.Settlement.Ledger;

/// <summary>What an entry records, with the fields its kind adds.</summary>
public abstract record EntryBody
{
    /// <summary>The kind as it is written, for example <c>liquidation</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether later settlements follow it: it is part of the <see cref="Rulebook"/>.</summary>
    public virtual bool IsDecision => false;

    /// <summary>What it adds to its fund's balance, in units; negative when it takes.</summary>
    public virtual Int128 ChangeUnits => 0;

    /// <summary>By how much it lowers the peaks before it, in units, because what it takes is no loss; negative when it raises them again.</summary>
    internal virtual long WithdrawnUnits => 0;

    /// <summary>The asset to write for entries without a balance; null where the balance tells it.</summary>
    public virtual Asset? AssetOfRecord => null;

    /// <summary>Adds the kind's own fields.</summary>
    public abstract void Write(CanonicalObject writer);

    /// <summary>Reads the body of an entry.</summary>
    /// <exception cref="FormatException">The kind is unknown or a field is missing or malformed.</exception>
    internal static EntryBody Read(EntryFields fields, Asset? asset)
    {
        var kind = fields.Text("kind");
        Asset Needed() => asset ?? throw new FormatException("asset is missing.");
        return kind switch
        {
            LiquidationSettled.KindName => LiquidationSettled.ReadFields(fields, Needed()),
            FeeAllocated.KindName => FeeAllocated.ReadFields(fields, Needed()),
            AdlFilled.KindName => AdlFilled.ReadFields(fields, Needed()),
            AdlChanged.KindName => AdlChanged.ReadFields(fields, Needed()),
            FundOpened.KindName => FundOpened.ReadFields(fields, Needed()),
            PolicyChanged.KindName => PolicyChanged.ReadFields(fields, Needed()),
            RateSet.KindName => RateSet.ReadFields(fields),
            RateCancelled.KindName => RateCancelled.ReadFields(fields),
            FreezeChanged.KindName => FreezeChanged.ReadFields(fields),
            ContractListed.KindName => ContractListed.ReadFields(fields),
            AssetListed.KindName => new AssetListed(Needed()),
            Injected.KindName => Injected.ReadFields(fields, Needed()),
            Withdrawn.KindName => Withdrawn.ReadFields(fields, Needed()),
            EntryReversed.KindName => EntryReversed.ReadFields(fields, Needed()),
            RecordDismissed.KindName => RecordDismissed.ReadFields(fields),
            _ => throw new FormatException($"kind is '{kind}', which is unknown."),
        };
    }
}
