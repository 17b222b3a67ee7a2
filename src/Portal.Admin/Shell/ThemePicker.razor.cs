using Microsoft.AspNetCore.Components;

namespace Portal.Admin.Shell;

/// <summary>Light, dark or as the system has it: the choice of the public pages, kept in the same place.</summary>
/// <remarks>Which button is pressed is the script's to say, so it isn't rendered here: a circuit that renders it anew would say something else.</remarks>
public sealed partial class ThemePicker : ComponentBase;
