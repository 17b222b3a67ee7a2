using Microsoft.AspNetCore.Components;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Verification;

/// <summary>The check of the whole log in the visitor's browser, step by step.</summary>
public sealed partial class LogVerifier : ComponentBase
{
    // The names are those of scripts/log/faults.ts.
    private static readonly (string Name, string Title, string Explanation)[] Checks =
    [
        ("key", "The key", "The one this browser knows, or one that it named as its successor."),
        ("signature", "The signature", "The newest checkpoint is signed by that key."),
        ("history", "The past", "Nothing that this browser saw before has changed or gone."),
        ("tree", "The tree", "The files of hashes lead to the signed root, and so do the entries themselves."),
        ("entries", "Every entry", "Its bytes are the ones that the tree was made of."),
        ("format", "The order", "One entry after the other without a gap, each in the one canonical form."),
        ("balances", "Every balance", "It begins where the one before ended, and moves by what the entry records."),
        ("rules", "Every rule", "Each draw, surplus, cap and fee follows from its inputs and the rules in force."),
        ("shown", "What the portal shows", "The balances on its pages are the ones in the log."),
    ];

    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>How many entries the ledger has, as far as the portal says.</summary>
    [Parameter, EditorRequired]
    public long Sequence { get; set; }

    private string Invitation => Sequence == 0
        ? "The ledger has no entry yet."
        : $"Your browser fetches the log's public files, {FigureText.Of(Sequence)} entries by now, and works everything out again.";
}
