namespace Portal.Verify.Files;

/// <summary>Reads a stream whose end may never come.</summary>
internal static class BoundedReading
{
    private const int StartBytes = 16 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <returns>The bytes; null when there are more than <paramref name="bytesMax"/>.</returns>
    public static async Task<byte[]?> ReadAsync(Stream stream, int bytesMax, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Min(bytesMax + 1, StartBytes)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return buffer.AsSpan(0, length).ToArray();
            }

            length += read;
            if (length > bytesMax)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(bytesMax + 1, buffer.Length * 2));
            }
        }
    }
}
