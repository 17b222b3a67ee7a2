using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;

namespace Portal.Admin.Proposals;

/// <summary>Where a reason is typed that becomes public for ever: with the words as they will be read, and how many of them there is room for.</summary>
public sealed partial class PublicReason : ComponentBase
{
    /// <summary>The field's name, of which a page has one each.</summary>
    [Parameter]
    [EditorRequired]
    public required string Name { get; set; }

    /// <summary>What is typed.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>Told at every key.</summary>
    [Parameter]
    public EventCallback<string?> TextChanged { get; set; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    [Parameter]
    public string? Problem { get; set; }

    // As it is stored: without spaces around it, and each letter in its one form.
    private string Words => ProposedChange.CleanText(Text);

    // Nothing is cut off while it is typed or pasted: half a sentence would go unseen.
    private string Count => Words.Length <= LedgerDecisions.ReasonLengthMax
        ? $"{Words.Length} of {LedgerDecisions.ReasonLengthMax} characters."
        : $"{Words.Length} characters, which is {Words.Length - LedgerDecisions.ReasonLengthMax} too many.";
}
