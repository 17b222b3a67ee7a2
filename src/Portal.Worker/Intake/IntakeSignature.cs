using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Settlement;

namespace Portal.Worker.Intake;

/// <summary>The signature of an intake request (contract: "Intake"): made by who sends, checked by who receives.</summary>
public static class IntakeSignature
{
    /// <summary>How far the sender's clock may be off, either way.</summary>
    public static readonly TimeSpan ClockWindow = TimeSpan.FromSeconds(30);

    /// <summary>Signs a request: lower-case hex of HMAC-SHA256 over timestamp, method, path and the body's hash, joined by one LF.</summary>
    /// <param name="secret">The key's secret as printed; its UTF-8 bytes are the HMAC key.</param>
    /// <param name="timestamp">Unix milliseconds, exactly as the header says.</param>
    /// <param name="method">For example <c>POST</c>.</param>
    /// <param name="path">The path as sent, without the query.</param>
    /// <param name="body">The body as sent, compressed where it is sent compressed.</param>
    public static string Compute(string secret, string timestamp, string method, string path, ReadOnlySpan<byte> body) =>
        ComputeOfHash(secret, timestamp, method, path, Convert.ToHexStringLower(SHA256.HashData(body)));

    /// <summary>Checks a request.</summary>
    /// <returns>Null when time and signature are right; else why not, without a word about what the signature should have been.</returns>
    public static Problem? Verify(
        string secret, string? timestamp, string? signature, string method, string path, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        Verify([secret], timestamp, signature, method, path, body, now).Problem;

    /// <summary>Checks a request that may be signed with one of several secrets. All of them are tried, whichever fits.</summary>
    /// <returns>The place of the secret that fits; else why none does.</returns>
    public static Checked<int> Verify(
        IReadOnlyList<string> secrets, string? timestamp, string? signature, string method, string path, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (CheckTimestamp(timestamp, now) is { } problem)
        {
            return problem;
        }

        var given = Encoding.UTF8.GetBytes(signature ?? string.Empty);
        var bodySha256 = Convert.ToHexStringLower(SHA256.HashData(body));
        var fits = -1;
        for (var index = 0; index < secrets.Count; index++)
        {
            // No way out of the loop: how long it takes says nothing about which secret it was.
            var expected = Encoding.ASCII.GetBytes(ComputeOfHash(secrets[index], timestamp!, method, path, bodySha256));
            fits = CryptographicOperations.FixedTimeEquals(expected, given) ? index : fits;
        }

        return fits >= 0 ? fits : new Problem("bad-signature", "X-Portal-Signature", "does not fit timestamp, method, path and body.");
    }

    /// <summary>What is wrong with a timestamp; null when it lies within the window.</summary>
    public static Problem? CheckTimestamp(string? timestamp, DateTimeOffset now)
    {
        if (timestamp is not { Length: > 0 and <= 16 } || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var unixMs))
        {
            return new Problem("bad-timestamp", "X-Portal-Timestamp", "is not a number of Unix milliseconds.");
        }

        return Math.Abs(now.ToUnixTimeMilliseconds() - unixMs) > (long)ClockWindow.TotalMilliseconds
            ? new Problem("stale-timestamp", "X-Portal-Timestamp", $"is more than {ClockWindow.TotalSeconds:0} seconds from this server's clock.")
            : null;
    }

    private static string ComputeOfHash(string secret, string timestamp, string method, string path, string bodySha256) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{method}\n{path}\n{bodySha256}")));
}
