namespace Portal.Admin.SecondFactors;

/// <summary>RFC 4648 base 32 without padding, as authenticator apps read keys.</summary>
internal static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerLetter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + BitsPerLetter - 1) / BitsPerLetter];
        for (var letter = 0; letter < text.Length; letter++)
        {
            var value = 0;
            for (var bit = letter * BitsPerLetter; bit < (letter + 1) * BitsPerLetter; bit++)
            {
                value = value << 1 | (bit / 8 < bytes.Length ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0);
            }

            text[letter] = Letters[value];
        }

        return new string(text);
    }

    /// <summary>The bytes of a text in upper or lower case; bits beyond the last whole byte are left out.</summary>
    /// <exception cref="FormatException">It holds another character.</exception>
    public static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length * BitsPerLetter / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var value = Letters.IndexOf(char.ToUpperInvariant(text[bit / BitsPerLetter]), StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("This is not base 32.");
            }

            bytes[bit / 8] |= (byte)((value >> (BitsPerLetter - 1 - bit % BitsPerLetter) & 1) << (7 - bit % 8));
        }

        return bytes;
    }
}
