using System.Security.Cryptography;

namespace Portal.Settlement.Tests.TransparencyLog;

/// <summary>RFC 6962, section 2.1, written down as it is defined: slow, and nothing in common with the code it checks.</summary>
internal static class ReferenceTree
{
    /// <summary>Leaves that differ from each other.</summary>
    public static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(static index => BitConverter.GetBytes(index * 7919L))];

    /// <summary>MTH(D[n]).</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. leaves[0]]),
        _ => Node(Root(leaves[..Split(leaves.Length)]), Root(leaves[Split(leaves.Length)..])),
    };

    /// <summary>PATH(m, D[n]).</summary>
    public static byte[][] InclusionPath(int index, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var split = Split(leaves.Length);
        return index < split
            ? [.. InclusionPath(index, leaves[..split]), Root(leaves[split..])]
            : [.. InclusionPath(index - split, leaves[split..]), Root(leaves[..split])];
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public static byte[][] ConsistencyPath(int from, ReadOnlySpan<byte[]> leaves) => Subproof(from, leaves, whole: true);

    private static byte[][] Subproof(int from, ReadOnlySpan<byte[]> leaves, bool whole)
    {
        if (from == leaves.Length)
        {
            return whole ? [] : [Root(leaves)];
        }

        var split = Split(leaves.Length);
        return from <= split
            ? [.. Subproof(from, leaves[..split], whole), Root(leaves[split..])]
            : [.. Subproof(from - split, leaves[split..], whole: false), Root(leaves[..split])];
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static int Split(int count)
    {
        var split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return split;
    }
}
