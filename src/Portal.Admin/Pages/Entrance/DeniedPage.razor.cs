using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Pages.Entrance;

/// <summary>What somebody sees whose role is not enough.</summary>
public sealed partial class DeniedPage : ComponentBase;
