using System.Collections.Frozen;
using System.Reflection;

namespace Portal.Admin.Passwords;

/// <summary>Knows what is tried first: passwords that many people have, with digits or signs around them, and what a hand types without thinking.</summary>
public static class CommonPasswords
{
    private const string Resource = "common-passwords.txt";
    private const int CoreLengthMin = 4;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Runs = ["qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "01234567890123456789", Alphabet + Alphabet];

    private static readonly FrozenSet<string> Words = Read();

    /// <summary>How many there are in the list.</summary>
    public static int Count => Words.Count;

    /// <summary>Whether a password is in the list in any case, or is a word of it with digits and signs before, behind or in the place of letters, the same piece over and over, or a run of keys.</summary>
    public static bool Includes(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var text = password.ToLowerInvariant();
        var core = text.Trim(text.Where(static letter => !char.IsLetter(letter)).Distinct().ToArray());
        return Words.Contains(text)
            || IsCommon(core)
            || IsCommon(WithLetters(text).Trim(text.Where(static letter => !char.IsLetterOrDigit(letter)).Distinct().ToArray()))
            || IsCommon(WithLetters(text.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.', '-', '_', '?', '#', '*')))
            || IsRepeated(text)
            || IsRun(text);
    }

    private static bool IsCommon(string core) => core.Length >= CoreLengthMin && (Words.Contains(core) || IsRepeated(core) || IsRun(core));

    // The signs that are put in the place of letters, back to those letters.
    private static string WithLetters(string text) => string.Create(text.Length, text, static (letters, source) =>
    {
        for (var index = 0; index < source.Length; index++)
        {
            letters[index] = source[index] switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var letter => letter,
            };
        }
    });

    private static bool IsRepeated(string text)
    {
        for (var period = 1; period <= text.Length / 2; period++)
        {
            if (text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRun(string text) => Runs.Any(run =>
        run.Contains(text, StringComparison.Ordinal) || run.Contains(string.Concat(text.Reverse()), StringComparison.Ordinal));

    private static FrozenSet<string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static line => !line.StartsWith('#'))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
