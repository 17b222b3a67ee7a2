namespace Portal.Admin;

/// <summary>Names the assembly with the operators' pages, so that the host can map them under a root of their own.</summary>
/// <remarks>
/// Those pages are interactive Blazor Server with a component library. The public's pages are neither, and the two never share a root.
/// </remarks>
public static class AdminArea
{
    /// <summary>Every address of the operators' pages begins with it.</summary>
    public const string Path = "/admin";
}
