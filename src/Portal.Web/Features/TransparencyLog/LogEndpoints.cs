using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Portal.Settlement.TransparencyLog;
using Portal.Storage.Ledger;
using Portal.Storage.TransparencyLog;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.TransparencyLog;

/// <summary>Checkpoint, key, handovers, tiles and bundles. Nothing is served that the newest checkpoint does not cover.</summary>
internal static class LogEndpoints
{
    private const string Text = "text/plain; charset=utf-8";

    // A tile of a given width never changes, and neither does a handover.
    private const string Forever = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder log)
    {
        log.MapRead("/checkpoint", CheckpointAsync);
        log.MapRead("/vkey", VkeyAsync);
        log.MapRead("/handover/{number}", HandoverAsync);
        log.MapRead("/tile/entries/{**path}", EntriesAsync).CacheOutput(LogAddresses.BundleCachePolicy);
        log.MapRead("/tile/{**path}", TileAsync);
    }

    private static async Task<IResult> CheckpointAsync(CheckpointWatch checkpoints, HttpResponse response, CancellationToken cancellation)
    {
        if (await checkpoints.ReadAsync(cancellation) is not { } newest)
        {
            return NotFound("no-checkpoint", "Nothing was signed yet: a worker signs the first checkpoint as soon as it settles.");
        }

        response.Headers.CacheControl = "public, max-age=1";
        return Tagged(newest.Note);
    }

    // The key of the checkpoint that is served: right after a handover that is still the old one.
    private static async Task<IResult> VkeyAsync(CheckpointWatch checkpoints, LogStore log, HttpResponse response, CancellationToken cancellation)
    {
        var keys = await log.ReadKeysAsync(cancellation);
        if (keys is not [.., var last])
        {
            return NotFound("no-key", "The log has no key yet: a worker makes one when it starts.");
        }

        var note = await checkpoints.ReadAsync(cancellation) is { } checkpoint ? SignedNote.Parse(checkpoint.Note) : null;
        var newest = keys.LastOrDefault(key => note is not null && VerifierKey.Parse(key.Vkey).Signed(note)) ?? last;

        // As short as the checkpoint's: after a handover both change at once.
        response.Headers.CacheControl = "public, max-age=1";
        return Tagged(System.Text.Encoding.UTF8.GetBytes($"{newest.Vkey}\n"));
    }

    private static async Task<IResult> HandoverAsync(string number, LogStore log, HttpResponse response, CancellationToken cancellation)
    {
        var notes = (await log.ReadKeysAsync(cancellation)).Select(static key => key.Handover).OfType<byte[]>().ToArray();
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted < 1 || wanted > notes.Length)
        {
            return NotFound("no-handover", $"The log's keys were handed over {notes.Length} times.");
        }

        response.Headers.CacheControl = Forever;
        return TypedResults.Bytes(notes[wanted - 1], Text);
    }

    private static async Task<IResult> TileAsync(
        string? path, CheckpointWatch checkpoints, LogTiles tiles, HttpResponse response, CancellationToken cancellation)
    {
        if (TileAddress.Parse(path ?? string.Empty) is not { } tile
            || !await checkpoints.CoversAsync(tile.LeavesNeeded, cancellation)
            || await tiles.ReadAsync(tile, cancellation) is not { } hashes)
        {
            return NoTile();
        }

        response.Headers.CacheControl = Forever;
        return TypedResults.Bytes(hashes, MediaTypeNames.Application.Octet);
    }

    private static async Task<IResult> EntriesAsync(
        string? path, CheckpointWatch checkpoints, LedgerStore ledger, HttpResponse response, CancellationToken cancellation)
    {
        if (TilePath.Parse(path ?? string.Empty) is not var (index, width)
            || !await checkpoints.CoversAsync((index * TileAddress.FullWidth) + width, cancellation))
        {
            return NoTile();
        }

        var entries = await ledger.ReadBytesAsync(index * TileAddress.FullWidth, width, cancellation);
        response.Headers.CacheControl = Forever;
        return new EntryBundleResult(EntryBundle.Write([.. entries]));
    }

    // Answers 304 by itself to whoever has it.
    private static FileContentHttpResult Tagged(byte[] text) =>
        TypedResults.Bytes(text, Text, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(..16))}\""));

    private static ProblemHttpResult NoTile() => NotFound("no-tile", "The newest checkpoint covers no tile of this name.");

    private static ProblemHttpResult NotFound(string code, string detail) => ApiProblems.NotFound(code, "path", detail);
}
