using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Listings;

/// <summary>How a listing is laid out.</summary>
public enum ListingShape
{
    /// <summary>As many lines as it has.</summary>
    Plain,

    /// <summary>Higher than a screen: it scrolls.</summary>
    Long,

    /// <summary>One line, shown on several.</summary>
    Wrapped,
}

/// <summary>Commands or bytes as they are, to read or copy.</summary>
public sealed partial class Listing : ComponentBase
{
    /// <summary>What it is.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>How it is laid out.</summary>
    [Parameter]
    public ListingShape Shape { get; set; }

    private static string? ClassOf(ListingShape shape) => shape switch
    {
        ListingShape.Long => "listing-long",
        ListingShape.Wrapped => "listing-wrapped",
        _ => null,
    };
}
