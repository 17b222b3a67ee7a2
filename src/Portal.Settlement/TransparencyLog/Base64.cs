namespace Portal.Settlement.TransparencyLog;

/// <summary>Base64 with one spelling for each value: padded, no white space, no stray bits.</summary>
internal static class Base64
{
    /// <summary>The bytes; null when it is not base64 as we would write it.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}
