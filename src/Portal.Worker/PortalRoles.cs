namespace Portal.Worker;

/// <summary>What one process of the portal does.</summary>
[Flags]
public enum PortalRoles
{
    None = 0,

    /// <summary>Serves the pages, the hub and the public API.</summary>
    Web = 1,

    /// <summary>Takes liquidations and fees in and settles them.</summary>
    Worker = 2,

    /// <summary>The default.</summary>
    Both = Web | Worker,
}
