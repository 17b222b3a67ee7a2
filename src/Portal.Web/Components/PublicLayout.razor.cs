namespace Portal.Web.Components;

/// <summary>What surrounds the content of every public page.</summary>
public sealed partial class PublicLayout;
