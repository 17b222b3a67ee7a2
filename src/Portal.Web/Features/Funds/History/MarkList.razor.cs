using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Funds.History;

/// <summary>What the chart marks, in words. Part <c>marks</c> of the range.</summary>
public sealed partial class MarkList : ComponentBase
{
    private const int ShownMax = 12;

    /// <summary>The fund.</summary>
    [Parameter, EditorRequired]
    public required string FundId { get; set; }

    /// <summary>The marks, the newest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<FundMark> Marks { get; set; } = [];

    private IEnumerable<FundMark> Shown => Marks.Take(ShownMax);

    private string AddressOf(FundMark mark, LargeDraws draws) => string.Create(
        CultureInfo.InvariantCulture,
        $"liquidations?fund={Uri.EscapeDataString(FundId)}&from={mark.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={draws.Until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
}
