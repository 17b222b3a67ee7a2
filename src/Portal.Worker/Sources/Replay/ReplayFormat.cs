using System.Text;
using Portal.Settlement;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.Replay;

/// <summary>How the lines of a recorded file become records.</summary>
public abstract class ReplayFormat
{
    private readonly MasterSecret _master;

    private protected ReplayFormat(string name, MasterSecret master) => (Name, _master) = (name, master);

    /// <summary>Every format there is.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [PortalNdjsonFormat.FormatName, BinanceForceOrdersFormat.FormatName, BinanceSnapshotFormat.FormatName, DeficitsFormat.FormatName];

    /// <summary>The name it is asked for by.</summary>
    public string Name { get; }

    /// <summary>The source its records come under.</summary>
    public string Source => $"replay:{Name}";

    /// <summary>What rounding added to the amounts read so far; null where nothing is rounded.</summary>
    public virtual ExactDecimal? Roundings => null;

    /// <summary>Makes the format that the options name, or says why it can't be had.</summary>
    public static Checked<ReplayFormat> Create(ReplayOptions options, MasterSecret master)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Format switch
        {
            PortalNdjsonFormat.FormatName => new PortalNdjsonFormat(options, master),
            BinanceForceOrdersFormat.FormatName => new BinanceForceOrdersFormat(options, master),
            BinanceSnapshotFormat.FormatName => new BinanceSnapshotFormat(options, master),
            DeficitsFormat.FormatName => new DeficitsFormat(options, master),
            _ => new Problem("unknown-format", "format", $"There is no format '{options.Format}'. There are: {string.Join(", ", Names)}."),
        };
    }

    /// <summary>Takes the first line where it is a header.</summary>
    /// <returns>Whether it was one; or a problem, and the file can't be replayed.</returns>
    public virtual Checked<bool> TakeHeader(FileLine first) => false;

    /// <summary>Makes a record of a line, with a problem where it can't be read; null for a line that holds nothing.</summary>
    public IntakeRecord? Read(FileLine line)
    {
        if (line.Bytes.Span.IndexOfAnyExcept(" \t"u8) < 0)
        {
            return null;
        }

        return line.TooLong
            ? Refuse(line, new Problem("too-long", null, $"The line has more than {FileLines.BytesMax} bytes."))
            : ReadLine(line);
    }

    /// <summary>Makes a record of a line that is neither empty nor too long.</summary>
    private protected abstract IntakeRecord ReadLine(FileLine line);

    private protected IntakeRecord ReadJson(FileLine line, RecordKind kind) => RecordReader.Read(kind, line.Bytes, Source, _master, line.Number);

    private protected IntakeRecord Seal(FileLine line, Checked<Liquidation> read) =>
        read.Problem is { } problem ? Refuse(line, problem) : RecordReader.Seal(read.Value, line.Bytes.Span, Source, _master, line.Number);

    private protected IntakeRecord Refuse(FileLine line, Problem problem) =>
        RecordReader.Refused(RecordKind.Liquidation, problem, line.Bytes.Span, externalId: null, Source, _master, line.Number);

    /// <summary>The text of a line; null when its bytes are no UTF-8.</summary>
    private protected static string? TextOf(FileLine line)
    {
        try
        {
            return StrictUtf8.GetString(line.Bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
