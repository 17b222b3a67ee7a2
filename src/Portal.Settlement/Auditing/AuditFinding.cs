using System.Globalization;

namespace Portal.Settlement.Auditing;

/// <summary>What is wrong with one entry of a ledger, in plain words.</summary>
/// <remarks>Its texts hold what a stranger wrote, so whatever could steer a terminal is taken out of them and none is long.</remarks>
public sealed record AuditFinding
{
    /// <summary>The longest quotation of what a ledger holds, in characters.</summary>
    public const int QuotationLengthMax = 120;

    private const int ReasonLengthMax = 1_000;

    /// <summary>Makes a finding.</summary>
    /// <param name="sequence">The entry at fault: its place in the log, from 1.</param>
    /// <param name="reason">One sentence that follows the words "Entry 12: ".</param>
    public AuditFinding(long sequence, string reason) => (Sequence, Reason) = (sequence, Plain(reason, ReasonLengthMax));

    /// <summary>The entry at fault: its place in the log, from 1.</summary>
    public long Sequence { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>The field at fault; null when the whole entry is.</summary>
    public string? Field { get; init => field = value is null ? null : Plain(value, QuotationLengthMax); }

    /// <summary>What the field would hold by the rules, as JSON; null when it would be absent or no field is at fault.</summary>
    public string? Expected { get; init => field = value is null ? null : Plain(value, QuotationLengthMax); }

    /// <summary>What the field holds, as JSON; null when it is absent or no field is at fault.</summary>
    public string? Found { get; init => field = value is null ? null : Plain(value, QuotationLengthMax); }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Entry {Sequence}: {Reason}");

    /// <summary>A stranger's text made safe to print: nothing that steers a terminal or turns the direction of writing, and not too long.</summary>
    public static string Plain(string text, int lengthMax)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = text.Length <= lengthMax ? text : $"{text[..lengthMax]}…";
        return shown.Any(Steers) ? string.Concat(shown.Select(static letter => Steers(letter) ? '\uFFFD' : letter)) : shown;
    }

    private static bool Steers(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
