using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Shell;

/// <summary>Surrounds the pages before somebody is inside.</summary>
public sealed partial class EntranceLayout : LayoutComponentBase;
