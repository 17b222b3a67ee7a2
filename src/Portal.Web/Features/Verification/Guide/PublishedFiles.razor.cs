using Microsoft.AspNetCore.Components;
using Portal.Web.Live;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>The log's files and answers: where each is, what it holds, how long it may be kept.</summary>
public sealed partial class PublishedFiles : ComponentBase
{
    /// <summary>The newest checkpoint; null before the first.</summary>
    [Parameter, EditorRequired]
    public CheckpointFigures? Newest { get; set; }

    /// <summary>Whether the log's key was ever replaced.</summary>
    [Parameter, EditorRequired]
    public bool Handovers { get; set; }

    /// <summary>The portal's own address.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    private string Parameters => $"""
        address  {Address}/log/
        name     {Newest?.Origin ?? "the first line of the checkpoint"}
        key      the line at {Address}/log/vkey
        """;

    private static RenderFragment File(string path, bool live) => builder =>
    {
        builder.OpenElement(0, live ? "a" : "span");
        if (live)
        {
            builder.AddAttribute(1, "href", path);
        }

        builder.OpenElement(2, "code");
        builder.AddContent(3, $"/{path}");
        builder.CloseElement();
        builder.CloseElement();
    };
}
