using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Portal.Web.Features.PublicApi;
using Portal.Web.Languages;
using Portal.Web.Live;

namespace Portal.Web.Features.Developers;

/// <summary>What programs get here, and how.</summary>
public sealed partial class DevelopersPage : ComponentBase
{
    // With a base address, "#rules" alone would lead to the first page.
    private const string Path = "developers";

    private static readonly (string Anchor, string Name)[] Sections =
    [
        ("begin", "Three ways in"),
        ("rules", "What holds everywhere"),
        ("reference", "Every address"),
        ("intake", "Signing what you send"),
    ];

    /// <summary>Tells the portal's own address, for examples to copy.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Knows every address.</summary>
    [Inject(Key = ApiAddresses.DocumentName)]
    public required IOpenApiDocumentProvider Document { get; init; }

    /// <summary>What one visitor may ask.</summary>
    [Inject]
    public required IOptions<RequestLimits> Limits { get; init; }

    /// <summary>What one visitor may follow.</summary>
    [Inject]
    public required IOptions<HubLimits> Hub { get; init; }

    private string Address => Navigation.RootAddress().ToString().TrimEnd('/');

    private IReadOnlyList<IGrouping<string, DescribedAddress>> Reference { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var document = await Document.GetOpenApiDocumentAsync(CancellationToken.None);
        Reference =
        [
            .. document.Paths
                .SelectMany(static path => (path.Value.Operations ?? []).Select(operation => DescribedAddress.Of(path.Key, operation.Key, operation.Value)))
                .GroupBy(static address => address.Group),
        ];
    }

    private sealed record DescribedAddress(string Group, string Method, string Path, string Summary, IReadOnlyList<(string Name, string Meaning)> Parameters)
    {
        public static DescribedAddress Of(string path, HttpMethod method, OpenApiOperation operation) => new(
            operation.Tags?.FirstOrDefault()?.Name ?? string.Empty,
            method.Method,
            path,
            operation.Summary ?? string.Empty,
            [.. (operation.Parameters ?? []).Select(static parameter => (parameter.Name ?? string.Empty, parameter.Description ?? string.Empty))]);
    }
}
