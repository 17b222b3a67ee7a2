using System.Globalization;

namespace Portal.Settlement.TransparencyLog;

/// <summary>Which tile of hashes: up to 256 neighbouring hashes of one level, as C2SP tlog-tiles lays them out.</summary>
/// <remarks>Hash number i of level L is the root of the leaves i x 256^L up to (i + 1) x 256^L, so every hash above level 0 is the root of a full tile.</remarks>
public readonly record struct TileAddress
{
    /// <summary>Hashes of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The highest level that a path may name.</summary>
    public const int LevelMax = 63;

    private const int LevelBits = 8;

    /// <summary>Names a tile.</summary>
    /// <param name="level">0 for hashes of leaves.</param>
    /// <param name="index">From 0, among the tiles of its level.</param>
    /// <param name="width">How many hashes: 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is outside its range.</exception>
    public TileAddress(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, LevelMax);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        (Level, Index, Width) = (level, index, width);
    }

    /// <summary>0 for hashes of leaves.</summary>
    public int Level { get; }

    /// <summary>From 0, among the tiles of its level.</summary>
    public long Index { get; }

    /// <summary>How many hashes: 1 to 256.</summary>
    public int Width { get; }

    /// <summary>Whether it has all its hashes and so never grows.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The number of its first hash in its level.</summary>
    public long FirstHash => Index * FullWidth;

    /// <summary>How many leaves a log must have for this tile to exist.</summary>
    public Int128 LeavesNeeded => (Int128)(FirstHash + Width) << (LevelBits * Level);

    /// <summary>Where it is served, below the log's address: <c>tile/0/x001/x234/067</c>, with <c>.p/5</c> behind it when it is not full.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/{TilePath.Of(Index, Width)}");

    /// <summary>How many hashes of a level a log of this size has.</summary>
    public static long HashesAt(int level, long size) => LevelBits * level >= 63 ? 0 : size >> (LevelBits * level);

    /// <summary>Every tile of a log, the partial one of a level last: exactly what it has to serve for its checkpoint.</summary>
    public static IEnumerable<TileAddress> AllOf(long size)
    {
        for (var level = 0; HashesAt(level, size) is > 0 and var hashes; level++)
        {
            for (var index = 0L; index * FullWidth < hashes; index++)
            {
                yield return InLog(level, index, size);
            }
        }
    }

    /// <summary>A tile as wide as it is in a log of this size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log has none of its hashes.</exception>
    public static TileAddress InLog(int level, long index, long size) =>
        new(level, index, (int)Math.Min(FullWidth, HashesAt(level, size) - (index * FullWidth)));

    /// <summary>Reads the part of a path behind <c>tile/</c>; null when it names no tile or names one otherwise than the specification does.</summary>
    public static TileAddress? Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash is 1 or 2
            && (slash == 1 || path[0] != '0')
            && int.TryParse(path.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            && level <= LevelMax
            && TilePath.Parse(path[(slash + 1)..]) is { } found
            ? new TileAddress(level, found.Index, found.Width)
            : null;
    }
}
