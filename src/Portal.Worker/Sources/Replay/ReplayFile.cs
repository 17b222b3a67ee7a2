using Portal.Settlement;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>A recorded file, open for one pass from its first line to its last; files may be of any size.</summary>
public sealed class ReplayFile : IDisposable
{
    private readonly Stream _stream;
    private readonly FileLines _lines;
    private FileLine? _first;

    private ReplayFile(Stream stream, ReplayFormat format)
    {
        (_stream, Format) = (stream, format);
        _lines = new FileLines(stream);
    }

    /// <summary>How its lines are read.</summary>
    public ReplayFormat Format { get; }

    /// <summary>How many bytes there are.</summary>
    public long Length => _stream.Length;

    /// <summary>How many of them were read.</summary>
    public long BytesRead => _lines.BytesRead;

    /// <summary>Opens a file, or says why it can't be replayed: it is not there, the format is unknown, a column is missing.</summary>
    public static Checked<ReplayFile> Open(ReplayOptions options, MasterSecret master)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return Open(options, master, new FileStream(options.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Problem("unreadable-file", "file", $"'{options.File}' can't be read: {failure.Message}");
        }
    }

    /// <summary>Takes a file that is open already, and closes it in the end.</summary>
    public static Checked<ReplayFile> Open(ReplayOptions options, MasterSecret master, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var format = ReplayFormat.Create(options, master);
        if (format.Problem is { } formatProblem)
        {
            stream.Dispose();
            return formatProblem;
        }

        var file = new ReplayFile(stream, format.Value);
        if (file.ReadHeader() is { } headerProblem)
        {
            file.Dispose();
            return headerProblem;
        }

        return file;
    }

    /// <summary>The records in the file's order, each readable or with its problem. Only once.</summary>
    public IEnumerable<IntakeRecord> Read()
    {
        for (var line = _first ?? _lines.Next(); line is { } found; line = _lines.Next())
        {
            _first = null;
            if (Format.Read(found) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private Problem? ReadHeader()
    {
        _first = _lines.Next();
        if (_first is not { } first)
        {
            return null;
        }

        var header = Format.TakeHeader(first);
        if (header.Problem is null && header.Value)
        {
            _first = null;
        }

        return header.Problem;
    }
}
