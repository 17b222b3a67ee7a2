using Microsoft.AspNetCore.Components;
using Portal.Web.Languages;
using Portal.Web.Live;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>The log's files and answers: where each is, what it holds, how long it may be kept.</summary>
public sealed partial class PublishedFiles : ComponentBase
{
    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

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
        name     {Newest?.Origin ?? Text("the first line of the checkpoint")}
        key      {Text("the line at {0}", $"{Address}/log/vkey")}
        """;

    private RenderFragment File(string path, bool live) => builder =>
    {
        builder.OpenElement(0, live ? "a" : "span");
        if (live)
        {
            builder.AddAttribute(1, "href", Navigation.RootPath() + path);
        }

        builder.OpenElement(2, "code");
        builder.AddContent(3, $"/{path}");
        builder.CloseElement();
        builder.CloseElement();
    };
}
