using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Admin.SecondFactors;

/// <summary>RFC 6238 with what every authenticator app knows: SHA-1, six digits, 30 seconds.</summary>
public static class Totp
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    /// <summary>How long a code is shown, seconds.</summary>
    public const int StepSeconds = 30;

    private const int KeyBytes = 20;
    private const int CodesCount = 1_000_000;

    /// <summary>A new random key of 160 bits in base 32.</summary>
    public static string NewKey() => Base32.Encode(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The step that a time lies in.</summary>
    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    /// <param name="key">In base 32.</param>
    /// <param name="step">As <see cref="StepAt"/> gives it.</param>
    public static string CodeOf(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // Apps know no other; HMAC does not suffer from SHA-1's collisions.
        HMACSHA1.HashData(Base32.Decode(key), counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % CodesCount).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, among the current one and one before and after it; null when it is none of theirs.</summary>
    /// <param name="key">In base 32.</param>
    /// <param name="code">As typed; spaces are passed over.</param>
    /// <param name="now">The time.</param>
    public static long? FindStep(string key, string code, DateTimeOffset now)
    {
        var typed = code.Replace(" ", string.Empty, StringComparison.Ordinal);
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeOf(key, step)), System.Text.Encoding.UTF8.GetBytes(typed)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>What an authenticator app reads from the picture.</summary>
    /// <param name="key">In base 32.</param>
    /// <param name="account">Shown in the app, the e-mail address.</param>
    /// <param name="issuer">Shown in the app, the portal's name or host.</param>
    public static string UriOf(string key, string account, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString(issuer)}&digits={Digits}&period={StepSeconds}";
}
