using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Settlement;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.TransparencyLog;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.TransparencyLog;

/// <summary>Proves that an entry is in the log of a size.</summary>
/// <param name="Sequence">The entry; its leaf's index is one less.</param>
/// <param name="LeafIndex">From 0.</param>
/// <param name="LeafHash">SHA-256 of 0x00 and the entry's bytes, base64.</param>
/// <param name="Size">The leaves of the tree.</param>
/// <param name="Root">Its root hash, base64.</param>
/// <param name="Hashes">The audit path of RFC 6962, section 2.1.1, base64, the leaf's sibling first.</param>
public sealed record InclusionAnswer(long Sequence, long LeafIndex, string LeafHash, long Size, string Root, IReadOnlyList<string> Hashes);

/// <summary>Proves that the log of one size is the beginning of the log of another.</summary>
/// <param name="From">The leaves of the smaller tree.</param>
/// <param name="FromRoot">Its root hash, base64.</param>
/// <param name="To">The leaves of the larger tree.</param>
/// <param name="ToRoot">Its root hash, base64.</param>
/// <param name="Hashes">The proof of RFC 6962, section 2.1.2, base64.</param>
public sealed record ConsistencyAnswer(long From, string FromRoot, long To, string ToRoot, IReadOnlyList<string> Hashes);

/// <summary>Proofs for those who would rather not read tiles.</summary>
internal static class LogProofEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/log/inclusion", InclusionAsync)
            .WithSummary("Proof that an entry is in the log, against the newest checkpoint or any smaller size")
            .WithMetadata(ApiAnswerFilter.TaggedByCheckpoint.Instance);
        api.MapRead("/log/consistency", ConsistencyAsync)
            .WithSummary("Proof that the log of one size is the beginning of the log of another")
            .WithMetadata(ApiAnswerFilter.TaggedByCheckpoint.Instance);
    }

    private static async Task<Results<Ok<InclusionAnswer>, ProblemHttpResult>> InclusionAsync(
        CheckpointWatch checkpoints, LogTiles tiles, CancellationToken cancellation, string? sequence = null, string? size = null)
    {
        var newest = await checkpoints.ReadAsync(cancellation);
        var query = new ApiQuery();
        var (entry, leaves) = (query.Number("sequence", sequence), query.Number("size", size) ?? newest?.Size ?? 0);
        if (query.Problem is { } malformed)
        {
            return ApiProblems.BadRequest(malformed);
        }

        if (entry is not > 0)
        {
            return ApiProblems.BadRequest(new Problem("required", "sequence", "names an entry, from 1 on."));
        }

        if (NotCovered("size", leaves, newest) is { } tooLarge)
        {
            return tooLarge;
        }

        if (entry > leaves)
        {
            return ApiProblems.NotFound("not-covered", "sequence", string.Create(
                CultureInfo.InvariantCulture, $"The log of {leaves} entries has no entry {entry}. A new entry is covered within a second or two."));
        }

        LeafRange[] ranges = [new(entry.Value - 1, entry.Value), new(0, leaves), .. MerkleProof.InclusionPath(entry.Value - 1, leaves)];
        var roots = await ReadAsync(tiles, ranges, newest!.Size, cancellation);
        return TypedResults.Ok(new InclusionAnswer(entry.Value, entry.Value - 1, roots[0], leaves, roots[1], roots[2..]));
    }

    private static async Task<Results<Ok<ConsistencyAnswer>, ProblemHttpResult>> ConsistencyAsync(
        CheckpointWatch checkpoints, LogTiles tiles, CancellationToken cancellation, string? from = null, string? to = null)
    {
        var newest = await checkpoints.ReadAsync(cancellation);
        var query = new ApiQuery();
        var (smaller, larger) = (query.Number("from", from), query.Number("to", to) ?? newest?.Size ?? 0);
        if (query.Problem is { } malformed)
        {
            return ApiProblems.BadRequest(malformed);
        }

        if (smaller is null || smaller > larger)
        {
            return ApiProblems.BadRequest(new Problem("bad-range", "from", "is a size, at most that of the larger log."));
        }

        if (NotCovered("to", larger, newest) is { } tooLarge)
        {
            return tooLarge;
        }

        var proof = MerkleProof.ConsistencyPath(smaller.Value, larger);
        var roots = await ReadAsync(tiles, [new(0, smaller.Value), new(0, larger), .. proof], newest!.Size, cancellation);
        return TypedResults.Ok(new ConsistencyAnswer(smaller.Value, roots[0], larger, roots[1], roots[2..]));
    }

    private static ProblemHttpResult? NotCovered(string field, long size, LogCheckpointRow? newest) =>
        newest is null ? ApiProblems.NotFound("no-checkpoint", field, "Nothing was signed yet.")
        : size > newest.Size ? ApiProblems.NotFound("not-covered", field, string.Create(
            CultureInfo.InvariantCulture, $"The newest checkpoint covers {newest.Size} entries."))
        : null;

    private static async Task<string[]> ReadAsync(LogTiles tiles, LeafRange[] ranges, long size, CancellationToken cancellation)
    {
        // The log of no entries has a root too, though no tile.
        var read = await tiles.ReadRootsAsync([.. ranges.Where(static range => range.End > range.Start)], size, cancellation);
        var next = 0;
        return [.. ranges.Select(range => Convert.ToBase64String(range.End > range.Start ? read[next++] : MerkleTree.EmptyRoot()))];
    }
}
