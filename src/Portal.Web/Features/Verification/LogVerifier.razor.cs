using Microsoft.AspNetCore.Components;
using static Portal.Web.Texts.PageText;

namespace Portal.Web.Features.Verification;

/// <summary>The check of the whole log in the visitor's browser, step by step.</summary>
public sealed partial class LogVerifier : ComponentBase
{
    // The names are those of scripts/log/faults.ts.
    private static readonly (string Name, string Title, string Explanation)[] Checks =
    [
        ("key", Marked("The key"), Marked("The one this browser knows, or one that it named as its successor.")),
        ("signature", Marked("The signature"), Marked("The newest checkpoint is signed by that key.")),
        ("history", Marked("The past"), Marked("Nothing that this browser saw before has changed or gone.")),
        ("tree", Marked("The tree"), Marked("The files of hashes lead to the signed root, and so do the entries themselves.")),
        ("entries", Marked("Every entry"), Marked("Its bytes are the ones that the tree was made of.")),
        ("format", Marked("The order"), Marked("One entry after the other without a gap, each in the one canonical form.")),
        ("balances", Marked("Every balance"), Marked("It begins where the one before ended, and moves by what the entry records.")),
        ("rules", Marked("Every rule"), Marked("Each draw, surplus, cap and fee follows from its inputs and the rules in force.")),
        ("shown", Marked("What the portal shows"), Marked("The balances on its pages are the ones in the log.")),
    ];

    /// <summary>The page's own address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>How many entries the ledger has, as far as the portal says.</summary>
    [Parameter, EditorRequired]
    public long Sequence { get; set; }

    private string Invitation => Sequence == 0
        ? Text("The ledger has no entry yet.")
        : Counted(
            Sequence,
            "Your browser fetches the log's public files, {0} entry by now, and works everything out again.",
            "Your browser fetches the log's public files, {0} entries by now, and works everything out again.");
}
