using System.Collections.Immutable;
using Portal.Web.Languages;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>How a term of a sum is shown.</summary>
public enum TermKind
{
    /// <summary>A number that goes in.</summary>
    Given,

    /// <summary>What comes out.</summary>
    Result,

    /// <summary>What comes out and goes into the fund.</summary>
    ResultIn,

    /// <summary>What comes out and leaves the fund, or is missing.</summary>
    ResultOut,

    /// <summary>What comes out and nobody paid.</summary>
    ResultGap,
}

/// <summary>One number of a sum.</summary>
/// <param name="Operator">What stands before it: "−", "×", "="; empty for the first.</param>
/// <param name="Value">The number as people read it, with a parenthesis where the sum needs one.</param>
/// <param name="Label">What it is.</param>
/// <param name="Kind">How it is shown.</param>
/// <param name="Asset">The asset's code, for results; null elsewhere.</param>
public sealed record WorkedTerm(string Operator, string Value, string Label, TermKind Kind = TermKind.Given, string? Asset = null);

/// <summary>A sum written out.</summary>
/// <param name="Terms">Its numbers in reading order.</param>
public sealed record WorkedSum(ImmutableArray<WorkedTerm> Terms);

/// <summary>One step of the margin check, for a reader who has a pocket calculator and nothing else.</summary>
/// <param name="Title">The question it answers.</param>
/// <param name="Explanation">Why it is asked.</param>
/// <param name="Sums">The arithmetic; may be empty.</param>
public sealed record WorkedStep(string Title, string Explanation, ImmutableArray<WorkedSum> Sums)
{
    /// <summary>Sentences one after the other; those that have nothing to say are left out.</summary>
    public static string Told(params ReadOnlySpan<string> sentences)
    {
        var told = string.Empty;
        foreach (var sentence in sentences)
        {
            told += told.Length > 0 && sentence.Length > 0 ? PageLanguages.Current.SentenceGap + sentence : sentence;
        }

        return told;
    }
}
