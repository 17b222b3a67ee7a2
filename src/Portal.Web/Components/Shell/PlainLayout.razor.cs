using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shell;

/// <summary>Surrounds a page that must not ask for anything.</summary>
public sealed partial class PlainLayout : LayoutComponentBase;
