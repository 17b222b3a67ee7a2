using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components;

/// <summary>What a page that failed shows instead. Reads nothing, so that it can't fail for the same reason.</summary>
public sealed partial class ErrorPage : ComponentBase;
