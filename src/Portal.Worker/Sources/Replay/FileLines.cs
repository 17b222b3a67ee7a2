namespace Portal.Worker.Sources.Replay;

/// <summary>One line of a file.</summary>
/// <param name="Number">The first line is 1.</param>
/// <param name="Bytes">Its bytes without the line break; cut off when it is too long. Good until the next line is read.</param>
/// <param name="TooLong">Whether it was cut off.</param>
public readonly record struct FileLine(long Number, ReadOnlyMemory<byte> Bytes, bool TooLong);

/// <summary>Reads a file of any size line by line, in memory that does not grow with it.</summary>
/// <remarks>Lines end in LF or CRLF; the last one may end in neither. A byte order mark is left out.</remarks>
public sealed class FileLines(Stream stream)
{
    /// <summary>The most of a line that is read; no record is nearly as long.</summary>
    public const int BytesMax = 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;
    private long _number;

    /// <summary>How far the lines read so far reach into the file.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The next line; null at the end.</summary>
    public FileLine? Next()
    {
        var tooLong = false;
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var length = unread.IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Take(length, length + 1, tooLong);
            }

            if (_ended)
            {
                return unread.IsEmpty && !tooLong ? null : Take(unread.Length, unread.Length, tooLong);
            }

            if (unread.Length > BytesMax)
            {
                // Its beginning says enough; the rest is read and dropped.
                tooLong = true;
                BytesRead += unread.Length - BytesMax;
                _end = _start + BytesMax;
            }

            Fill();
        }
    }

    private FileLine Take(int length, int taken, bool tooLong)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
        _start += taken;
        BytesRead += taken;
        line = _number == 0 && line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        line = line.Span is [.., (byte)'\r'] ? line[..^1] : line;
        return new FileLine(++_number, line, tooLong || line.Length > BytesMax);
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _ended = read == 0;
    }
}
