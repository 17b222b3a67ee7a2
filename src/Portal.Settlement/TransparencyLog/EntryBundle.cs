using System.Buffers.Binary;

namespace Portal.Settlement.TransparencyLog;

/// <summary>Up to 256 neighbouring entries as C2SP tlog-tiles lays them out: each behind its length, a big-endian number of 2 bytes.</summary>
public static class EntryBundle
{
    private const int PrefixLength = sizeof(ushort);

    /// <summary>The bytes of a bundle.</summary>
    /// <exception cref="ArgumentException">An entry is longer than 65,535 bytes.</exception>
    public static byte[] Write(IReadOnlyCollection<byte[]> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Any(static entry => entry.Length > ushort.MaxValue))
        {
            throw new ArgumentException($"An entry has at most {ushort.MaxValue} bytes.", nameof(entries));
        }

        var bundle = new byte[entries.Sum(static entry => PrefixLength + entry.Length)];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.CopyTo(rest[PrefixLength..]);
            rest = rest[(PrefixLength + entry.Length)..];
        }

        return bundle;
    }

    /// <summary>The first entries of a bundle whose end may be missing or may not be wanted.</summary>
    /// <param name="bundle">Its bytes.</param>
    /// <param name="countMax">How many entries to read at most.</param>
    /// <returns>The entries that are there in full, and how many bytes they take of the bundle.</returns>
    public static (IReadOnlyList<ReadOnlyMemory<byte>> Entries, int Length) ReadFirst(ReadOnlyMemory<byte> bundle, int countMax)
    {
        var entries = new List<ReadOnlyMemory<byte>>(countMax);
        var rest = bundle;
        while (entries.Count < countMax && rest.Length >= PrefixLength
            && BinaryPrimitives.ReadUInt16BigEndian(rest.Span) is var length && rest.Length - PrefixLength >= length)
        {
            entries.Add(rest.Slice(PrefixLength, length));
            rest = rest[(PrefixLength + length)..];
        }

        return (entries, bundle.Length - rest.Length);
    }

    /// <summary>The entries of a bundle.</summary>
    /// <param name="bundle">All of its bytes.</param>
    /// <param name="count">How many entries it has to have.</param>
    /// <exception cref="FormatException">It has more or fewer, or ends within one.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);
        var rest = bundle;
        while (!rest.IsEmpty)
        {
            if (entries.Count == count)
            {
                throw new FormatException($"The bundle has more than {count} entries.");
            }

            if (rest.Length < PrefixLength || rest.Length - PrefixLength < BinaryPrimitives.ReadUInt16BigEndian(rest.Span))
            {
                throw new FormatException($"The bundle ends within entry {entries.Count + 1} of {count}.");
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            entries.Add(rest.Slice(PrefixLength, length));
            rest = rest[(PrefixLength + length)..];
        }

        return entries.Count == count ? entries : throw new FormatException($"The bundle has {entries.Count} entries and not {count}.");
    }
}
