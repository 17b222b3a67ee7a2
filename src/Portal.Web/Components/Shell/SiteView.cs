namespace Portal.Web.Components.Shell;

/// <summary>What surrounds every page.</summary>
public sealed record SiteView
{
    /// <summary>The ledger's newest sequence; 0 while it is empty.</summary>
    public required long Sequence { get; init; }

    /// <summary>When this was read: what stands here was so at that time.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Whether the ledger holds a simulated market.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Since when nothing is being settled; null while all is well.</summary>
    public DateTimeOffset? StoppedSince { get; init; }
}
