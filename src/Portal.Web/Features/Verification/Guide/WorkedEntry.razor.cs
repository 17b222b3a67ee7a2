using Microsoft.AspNetCore.Components;

namespace Portal.Web.Features.Verification.Guide;

/// <summary>One liquidation from its bytes to its leaf hash, and its margin check.</summary>
public sealed partial class WorkedEntry : ComponentBase
{
    private const string HashCommand = """{ printf '\0'; cat entry.json; } | sha256sum""";

    private static readonly string ReceiptCommand = $"""
        printf %s '{WorkedExample.ExternalId}' | openssl dgst -sha256 -mac HMAC \
          -macopt hexkey:{WorkedExample.Receipt}
        """;

    /// <summary>The liquidation.</summary>
    [Parameter, EditorRequired]
    public required WorkedExample Example { get; set; }
}
