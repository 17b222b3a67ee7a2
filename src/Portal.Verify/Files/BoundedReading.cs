namespace Portal.Verify.Files;

/// <summary>Reads a stream whose end may never come.</summary>
internal static class BoundedReading
{
    private const int StartBytes = 16 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">How long it is said to be; null when nobody says. Where that is true, nothing is copied.</param>
    /// <param name="bytesMax">How long it may be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The bytes; null when there are more than <paramref name="bytesMax"/>.</returns>
    public static async Task<byte[]?> ReadAsync(Stream stream, long? expected, int bytesMax, CancellationToken cancellation)
    {
        if (expected > bytesMax)
        {
            return null;
        }

        var buffer = new byte[Math.Max(1, expected ?? Math.Min(bytesMax, StartBytes))];
        var oneMore = new byte[1];
        var length = 0;
        while (true)
        {
            var isFull = length == buffer.Length;
            var read = await stream.ReadAsync(isFull ? oneMore : buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return isFull ? buffer : buffer[..length];
            }

            if (length + read > bytesMax)
            {
                return null;
            }

            if (isFull)
            {
                Array.Resize(ref buffer, (int)Math.Min(bytesMax, buffer.Length * 2L));
                buffer[length] = oneMore[0];
            }

            length += read;
        }
    }
}
