using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Events;

/// <summary>The rule by which stress events are found.</summary>
public sealed partial class EventRule : ComponentBase;
