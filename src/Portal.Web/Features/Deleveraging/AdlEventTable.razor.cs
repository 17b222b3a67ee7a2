using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>Times that ADL was on. Fragment <c>adl-events</c>.</summary>
public sealed partial class AdlEventTable : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "adl-events";

    /// <summary>The events, newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<AdlEventView> Events { get; set; } = [];
}
