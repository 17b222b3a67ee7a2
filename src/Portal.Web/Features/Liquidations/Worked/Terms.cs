using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Figures;

namespace Portal.Web.Features.Liquidations.Worked;

/// <summary>Short ways to write sums.</summary>
internal static class Terms
{
    public static WorkedSum Sum(params ImmutableArray<WorkedTerm> terms) => new(terms);

    public static WorkedTerm Given(Money amount, string label) => Given(string.Empty, amount, label);

    /// <summary>An amount after an operator; below zero it stands in parentheses.</summary>
    public static WorkedTerm Given(string operation, Money amount, string label) =>
        new(operation, operation.Length > 0 && amount.Units < 0 ? $"({FigureText.Of(amount)})" : FigureText.Of(amount).ToString(), label);

    public static WorkedTerm Given(string operation, string value, string label) => new(operation, value, label);

    public static WorkedTerm Result(Money amount, string label, TermKind kind = TermKind.Result) =>
        new("=", Signed(amount, kind), label, kind, amount.Asset.Code);

    /// <summary>An amount inside a sentence.</summary>
    public static string Say(Money amount) => $"{FigureText.Of(amount)} {amount.Asset.Code}";

    public static Money Absolute(Money amount) => amount.Units < 0 ? -amount : amount;

    // What moves in the fund carries its sign; a gap and a plain result do not.
    private static string Signed(Money amount, TermKind kind) => kind switch
    {
        TermKind.ResultIn when amount.Units > 0 => $"+{FigureText.Of(amount)}",
        TermKind.ResultOut when amount.Units > 0 => $"{FigureText.Minus}{FigureText.Of(amount)}",
        _ => FigureText.Of(amount).ToString(),
    };
}
