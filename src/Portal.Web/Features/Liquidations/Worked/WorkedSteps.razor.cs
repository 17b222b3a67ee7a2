using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>The margin check step by step.</summary>
public sealed partial class WorkedSteps : ComponentBase
{
    /// <summary>The steps in reading order.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<WorkedStep> Steps { get; set; } = [];

    private static string? ClassOf(TermKind kind) => kind is TermKind.Given ? null : "result";

    private static string? ColourOf(TermKind kind) => kind switch
    {
        TermKind.ResultIn => "change-in",
        TermKind.ResultOut => "change-out",
        TermKind.ResultGap => "change-gap",
        _ => null,
    };
}
