namespace Portal.Storage.TransparencyLog;

/// <summary>A full tile.</summary>
/// <param name="TileLevel">0 for hashes of leaves.</param>
/// <param name="TileIndex">From 0, among the tiles of its level.</param>
/// <param name="Root">32 bytes: one hash of the level above.</param>
/// <param name="Hashes">256 hashes of 32 bytes.</param>
public sealed record LogTileRow(long TileLevel, long TileIndex, byte[] Root, byte[] Hashes);

/// <summary>A key that signs for the log, or did.</summary>
/// <param name="Generation">The first key is 1; the highest one signs.</param>
/// <param name="Vkey">Its public half as C2SP's vkey.</param>
/// <param name="FromSize">How many leaves the log had when this key began.</param>
/// <param name="MadeAtMs">When that was, Unix ms.</param>
/// <param name="Handover">The note by which the key before it named this one; null for the first, and where the key before it was lost.</param>
public sealed record LogKeyRow(long Generation, string Vkey, long FromSize, long MadeAtMs, byte[]? Handover);

/// <summary>The newest checkpoint.</summary>
/// <param name="Size">How many leaves it covers.</param>
/// <param name="Root">Their root, 32 bytes.</param>
/// <param name="Generation">Which key signs from here on: the one that signed the note, unless it handed over with it.</param>
/// <param name="SignedAtMs">When, Unix ms.</param>
/// <param name="Note">The signed note as it is served.</param>
public sealed record LogCheckpointRow(long Size, byte[] Root, long Generation, long SignedAtMs, byte[] Note);
