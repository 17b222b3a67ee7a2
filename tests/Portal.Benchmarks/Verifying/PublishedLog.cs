using Portal.Benchmarks.Settling;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.TransparencyLog;

namespace Portal.Benchmarks.Verifying;

/// <summary>Writes a log's files as a portal serves them: settled by the product's own rules, hashed, signed.</summary>
internal sealed class PublishedLog(string folder)
{
    private const string Origin = "portal.bench/log";
    private const int EntriesOfFork = 4_000;
    private const int LiquidationsOfFee = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);
    private static readonly string Commitment = new('a', 64);

    private readonly CanonicalObject _writer = new();
    private readonly GrowingTiles _tiles = new();
    private readonly List<byte[]> _bundle = new(TileAddress.FullWidth);
    private LedgerState _state = LedgerState.Empty();

    /// <summary>Bytes of all entries.</summary>
    public long EntryBytes { get; private set; }

    /// <summary>Writes so many entries and a checkpoint over them.</summary>
    /// <returns>The key to check them with.</returns>
    public string Write(int entries, CancellationToken cancellation)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var mix = new LiquidationMix(randomIds: false);
        foreach (var entry in Decide(at))
        {
            Add(entry);
        }

        while (_tiles.Size < entries)
        {
            cancellation.ThrowIfCancellationRequested();
            at += Pace;
            var input = new SettlementInput("bench", at, IsReplay: false, Commitment, Commitment);
            var settled = _tiles.Size % LiquidationsOfFee == 0 ? FeeSettlement.Settle(_state, Fee(at), input) : LiquidationSettlement.Settle(_state, mix.Next(at), input);
            Add(settled.Value);
            if (AdlJudgement.AfterEntry(_state, settled.Value) is { } change)
            {
                Add(change);
            }
        }

        return Finish();
    }

    private IEnumerable<LedgerEntry> Decide(DateTimeOffset at)
    {
        var rate = new RateSet(Market: null, FeeKind: null, new PartsPerMillion(100_000), at, "A tenth of all fees.", "operator");
        return [.. MixContracts.Decide(_state, at).Value, .. LedgerDecisions.SetRate(_state, MixContracts.MainFund, rate, at).Value];
    }

    private static FeeAccrual Fee(DateTimeOffset at) => new()
    {
        ExternalId = "fee",
        FundId = MixContracts.MainFund,
        AssetCode = MixContracts.LinearAsset,
        Amount = DecimalNumber.Of(123_456_789, 6),
        PeriodStart = at - Pace,
        PeriodEnd = at,
        Kind = FeeKind.Taker,
    };

    private void Add(LedgerEntry entry)
    {
        var bytes = entry.ToBytes(_writer);
        EntryBytes += bytes.Length;
        _bundle.Add(bytes);
        foreach (var tile in _tiles.Add(MerkleTree.LeafHash(bytes)))
        {
            Write(new TileAddress(tile.Level, tile.Index).Path, tile.Hashes);
        }

        if (_bundle.Count == TileAddress.FullWidth)
        {
            WriteBundle();
        }

        if (_tiles.Size % EntriesOfFork == 0)
        {
            // What a state remembers of rollups would grow with the log.
            _state = _state.Fork();
        }
    }

    private string Finish()
    {
        if (_bundle.Count > 0)
        {
            WriteBundle();
        }

        foreach (var tile in TileAddress.AllOf(_tiles.Size).Where(static tile => !tile.IsFull))
        {
            Write(tile.Path, _tiles.Unfinished(tile.Level));
        }

        var key = SigningKey.FromSeed(Origin, new byte[SigningKey.SeedLength]);
        var checkpoint = new Checkpoint { Origin = Origin, Size = _tiles.Size, Root = [.. _tiles.Root()] };
        Write("checkpoint", key.Sign(checkpoint.ToText()).ToBytes());
        return key.Verifier.ToString();
    }

    private void WriteBundle()
    {
        Write(TilePath.OfEntries((_tiles.Size - 1) / TileAddress.FullWidth, _bundle.Count), EntryBundle.Write(_bundle));
        _bundle.Clear();
    }

    private void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }
}
