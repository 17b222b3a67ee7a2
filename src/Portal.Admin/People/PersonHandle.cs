namespace Portal.Admin.People;

/// <summary>What a person may be called in public.</summary>
public static class PersonHandle
{
    /// <summary>The fewest characters.</summary>
    public const int LengthMin = 3;

    /// <summary>The most characters.</summary>
    public const int LengthMax = 32;

    // The portal itself and the command line sign with these.
    private static readonly string[] Reserved = ["operator", "portal", "system", "worker", "admin", "local", "demo"];

    /// <summary>Why a handle can't be taken; null when it can, unless somebody has it.</summary>
    public static string? Problem(string? handle)
    {
        if (handle is null || handle.Length is < LengthMin or > LengthMax)
        {
            return $"The handle has {LengthMin} to {LengthMax} characters.";
        }

        if (!handle.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-') || !char.IsAsciiLetterOrDigit(handle[0]) || handle[^1] == '-')
        {
            return "The handle is made of the letters a to z, digits and '-', and begins and ends with a letter or digit.";
        }

        return Reserved.Contains(handle, StringComparer.OrdinalIgnoreCase) ? $"'{handle}' is what the portal calls itself." : null;
    }
}
