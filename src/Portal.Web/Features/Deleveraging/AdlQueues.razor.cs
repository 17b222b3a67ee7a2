using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Deleveraging;

/// <summary>The queues of contracts. Fragment <c>adl-queues</c>.</summary>
public sealed partial class AdlQueues : ComponentBase
{
    /// <summary>The fragment's id.</summary>
    public const string ElementId = "adl-queues";

    /// <summary>The queues, by symbol.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<AdlQueueView> Queues { get; set; } = [];
}
