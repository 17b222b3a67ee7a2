using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Portal.Settlement;

namespace Portal.Worker.Intake;

/// <summary>Reads a request's body within its limit, as sent and unpacked.</summary>
internal static class IntakeBody
{
    private const int GzipTrailerBytes = 8;

    /// <summary>The body as it was sent; null when it is larger than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellation)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        using var body = new MemoryStream(request.ContentLength is { } length ? (int)length : 4096);
        return await CopyAsync(request.Body, body, bytesMax, cancellation) ? body.ToArray() : null;
    }

    /// <summary>The body unpacked; a problem when it is too large, broken, cut off or packed in a way that is not taken.</summary>
    public static async Task<Checked<byte[]>> UnpackAsync(byte[] sent, string? encoding, int bytesMax, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(encoding) || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return sent;
        }

        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return new Problem("unknown-encoding", "Content-Encoding", $"'{encoding}' is not taken; send gzip or nothing.");
        }

        using var unpacked = new MemoryStream();
        try
        {
            await using var gzip = new GZipStream(new MemoryStream(sent), CompressionMode.Decompress);
            if (!await CopyAsync(gzip, unpacked, bytesMax, cancellation))
            {
                return new Problem("too-large", null, $"The body is larger than {bytesMax} bytes when unpacked.");
            }
        }
        catch (InvalidDataException)
        {
            return Broken;
        }

        // The stream ends quietly where a body was cut off, which could lose whole lines; the length at the end of gzip data tells.
        var whole = sent.Length > GzipTrailerBytes && BinaryPrimitives.ReadUInt32LittleEndian(sent.AsSpan(^4..)) == (uint)unpacked.Length;
        return whole ? unpacked.ToArray() : Broken;
    }

    private static Problem Broken => new("unreadable-body", null, "The gzip data is broken or cut off; nothing of it was taken.");

    private static async Task<bool> CopyAsync(Stream from, MemoryStream to, int bytesMax, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            if (to.Length + count > bytesMax)
            {
                return false;
            }

            to.Write(buffer, 0, count);
        }

        return true;
    }
}
