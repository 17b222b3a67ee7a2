using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Shell;

/// <summary>What stands at the end of every operators' page.</summary>
public sealed partial class AdminFooter : ComponentBase;
