using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Shell;

/// <summary>Finds the page of an address and lets in who may see it, also when that changes while it is open.</summary>
public sealed partial class AdminRoutes : ComponentBase;
