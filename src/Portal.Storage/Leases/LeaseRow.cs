namespace Portal.Storage.Leases;

/// <summary>Who settles.</summary>
/// <param name="Owner">The process that does; null when nobody does.</param>
/// <param name="Fence">Raised by one with every taking. An append that names an older one is refused.</param>
/// <param name="Beat">Moves while the owner lives.</param>
/// <param name="Address">Where the owner can be reached.</param>
public sealed record LeaseRow(string? Owner, long Fence, long Beat, string? Address)
{
    /// <summary>Nobody settles, so anybody may take it at once.</summary>
    public bool IsFree => Owner is null;
}
