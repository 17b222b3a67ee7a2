using System.Text;

namespace Portal.Storage.Audit;

/// <summary>Which rows of the audit a search shows. What is not set does not filter; all that is set holds together.</summary>
public sealed record AuditFilter
{
    /// <summary>The longest subject.</summary>
    public const int SubjectMax = 256;

    /// <summary>What this handle did.</summary>
    public string? Person { get; init; }

    /// <summary>This action.</summary>
    public string? Action { get; init; }

    /// <summary>What the subject begins with, letter for letter.</summary>
    public string? Subject { get; init; }

    /// <summary>At this time or later, Unix ms.</summary>
    public long? FromMs { get; init; }

    /// <summary>Before this time, Unix ms.</summary>
    public long? ToMs { get; init; }

    /// <summary>The first text that no longer begins with the subject; null when there is none, and every text from the subject on does.</summary>
    internal string? SubjectEnd
    {
        get
        {
            var runes = (Subject ?? string.Empty).EnumerateRunes().ToList();
            while (runes.Count > 0 && runes[^1].Value >= 0x10FFFF)
            {
                runes.RemoveAt(runes.Count - 1);
            }

            if (runes.Count == 0)
            {
                return null;
            }

            // Half a surrogate pair is no character of its own.
            runes[^1] = runes[^1].Value == 0xD7FF ? new Rune(0xE000) : new Rune(runes[^1].Value + 1);
            return string.Concat(runes);
        }
    }
}
