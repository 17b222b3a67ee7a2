using System.Collections.Immutable;
using System.Globalization;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;
using Portal.Settlement.TransparencyLog;
using Portal.Verify.Checking;
using Portal.Verify.Files;

namespace Portal.Verify.Tests;

/// <summary>A log in a folder of its own, published as a portal does, or as one does that lies.</summary>
internal sealed class TestLog : IDisposable
{
    public const string Origin = "portal.example/log";

    private readonly List<string> _folders = [];

    public TestLog(IEnumerable<byte[]> entries) => (Entries, Folder) = ([.. entries], NewFolder());

    public static SigningKey Key { get; } = SigningKey.FromSeed(Origin, Enumerable.Repeat((byte)7, SigningKey.SeedLength).ToArray());

    public static SigningKey OtherKey { get; } = SigningKey.FromSeed(Origin, Enumerable.Repeat((byte)8, SigningKey.SeedLength).ToArray());

    public List<byte[]> Entries { get; }

    public string Folder { get; }

    public string StateFile => Path.Combine(Folder, "..", $"{Path.GetFileName(Folder)}.state");

    /// <summary>A ledger with so many entries and without ADL, so that every size is one that a portal could publish.</summary>
    public static List<byte[]> Quiet(int count, string firstMargin = "5")
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "1000000", scale: 2);
        while (ledger.Entries.Count < count)
        {
            ledger.Now = ledger.Now.AddSeconds(20);
            ledger.Settled(TestLedger.Totals(ledger.Entries.Count < 20 ? firstMargin : "5", (ledger.Entries.Count % 7).ToString(CultureInfo.InvariantCulture)), "USDT");
        }

        return [.. ledger.Entries.Take(count).Select(static entry => entry.ToBytes())];
    }

    public static TestLog OfQuiet(int count) => new TestLog(Quiet(count)).Publish();

    public static Checkpoint CheckpointOf(IReadOnlyCollection<byte[]> entries) => new()
    {
        Origin = Origin,
        Size = entries.Count,
        Root = [.. TreeEdge.Empty.With(entries.Select(static entry => MerkleTree.LeafHash(entry))).Root()],
    };

    /// <summary>Publishes all entries.</summary>
    /// <param name="hashed">What the tiles hash; null for the entries.</param>
    /// <param name="signed">What is signed; null for the tiles' root.</param>
    /// <param name="key">Who signs.</param>
    public TestLog Publish(List<byte[]>? hashed = null, Checkpoint? signed = null, SigningKey? key = null)
    {
        hashed ??= Entries;
        WriteTiles(hashed);
        foreach (var (index, bundle) in Entries.Chunk(TileAddress.FullWidth).Index())
        {
            // A bundle that lacks an entry is still served under the name that the checkpoint asks for.
            var width = Math.Min(TileAddress.FullWidth, hashed.Count - (index * TileAddress.FullWidth));
            Write(TilePath.OfEntries(index, width), EntryBundle.Write(bundle));
        }

        Sign(LogPaths.Checkpoint, signed ?? CheckpointOf(hashed), key ?? Key);
        Write(LogPaths.Key, System.Text.Encoding.ASCII.GetBytes($"{(key ?? Key).Verifier}\n"));
        return this;
    }

    public void WriteTiles(IReadOnlyList<byte[]> hashed)
    {
        var tree = new GrowingTiles();
        foreach (var tile in hashed.SelectMany(entry => tree.Add(MerkleTree.LeafHash(entry))))
        {
            Write(new TileAddress(tile.Level, tile.Index).Path, tile.Hashes);
        }

        foreach (var tile in TileAddress.AllOf(hashed.Count).Where(static tile => !tile.IsFull))
        {
            Write(tile.Path, tree.Unfinished(tile.Level));
        }
    }

    public void Sign(string path, Checkpoint checkpoint, SigningKey key) => Write(path, key.Sign(checkpoint.ToText()).ToBytes());

    public void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    public void Change(string path, Func<byte[], byte[]> change)
    {
        var file = Path.Combine(Folder, path);
        File.WriteAllBytes(file, change(File.ReadAllBytes(file)));
    }

    public string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("portal-verify-").FullName;
        _folders.Add(folder);
        return folder;
    }

    public Task<VerifyReport> CheckAsync(string? key = null, bool keepsState = false, string? save = null) => CheckAsync(
        new VerifyRequest { Location = Folder, Key = key, StateFile = keepsState ? StateFile : null, SaveFolder = save }, new FolderLogFiles(Folder));

    public static async Task<VerifyReport> CheckAsync(VerifyRequest request, ILogFiles files)
    {
        using (files)
        {
            return await VerifyRun.CheckAsync(request, files, new Unseen(), new InstantTime(), TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        File.Delete(StateFile);
        foreach (var folder in _folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Unseen : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => Assert.InRange(value.Entries, 0, value.Size);
    }
}
