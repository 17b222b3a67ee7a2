using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components;

/// <summary>What an address that leads nowhere shows.</summary>
public sealed partial class NotFoundPage : ComponentBase;
