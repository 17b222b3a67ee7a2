using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.TransparencyLog;

/// <summary>Proofs as anybody gets them, checked by the iterative algorithms of RFC 9162, section 2.1, which share nothing with ours.</summary>
public sealed class LogProofsTests
{
    [Fact]
    public async Task Every_entry_of_a_log_is_proved_to_be_in_it_at_every_size()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(300);
        foreach (var (sequence, size) in ((long, long?)[])[(1, 1), (1, 2), (2, 2), (1, null), (255, 255), (256, 256), (256, 257), (257, 257), (299, null), (300, null)])
        {
            var sizeText = size is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"&size={size}");

            var answer = await portal.JsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/log/inclusion?sequence={sequence}{sizeText}"));

            Assert.Equal(size ?? 300, answer.GetProperty("size").GetInt64());
            Assert.True(Includes(sequence - 1, size ?? 300, Hash(answer, "leafHash"), Hashes(answer), Hash(answer, "root")), sizeText);
            Assert.False(Includes(sequence, size ?? 300, Hash(answer, "leafHash"), Hashes(answer), Hash(answer, "root")));
        }
    }

    [Fact]
    public async Task Every_size_is_proved_to_be_the_beginning_of_every_larger_one()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(300);
        long[] sizes = [1, 2, 3, 7, 8, 128, 255, 256, 257, 299, 300];
        foreach (var from in sizes)
        {
            foreach (var to in sizes.Where(to => to > from))
            {
                var answer = await portal.JsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/log/consistency?from={from}&to={to}"));

                Assert.True(Continues(from, to, Hash(answer, "fromRoot"), Hash(answer, "toRoot"), Hashes(answer)));
                Assert.False(Continues(from, to, Hash(answer, "toRoot"), Hash(answer, "toRoot"), Hashes(answer)));
            }
        }
    }

    [Fact]
    public async Task The_root_of_a_proof_is_the_signed_one()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(300);

        var lines = System.Text.Encoding.UTF8.GetString(await PublishedLog.BytesAsync(portal, "/log/checkpoint")).Split('\n');

        Assert.Equal(lines[2], (await portal.JsonAsync("/api/v1/log/inclusion?sequence=1")).GetProperty("root").GetString());
        Assert.Equal(lines[2], (await portal.JsonAsync("/api/v1/log/consistency?from=7")).GetProperty("toRoot").GetString());
    }

    [Fact]
    public async Task The_empty_log_is_the_beginning_of_all_and_equal_sizes_need_no_proof()
    {
        await using var portal = await PublishedLog.WithEntriesAsync(5);

        var fromNothing = await portal.JsonAsync("/api/v1/log/consistency?from=0");
        var same = await portal.JsonAsync("/api/v1/log/consistency?from=5&to=5");

        Assert.Equal(SHA256.HashData([]), Hash(fromNothing, "fromRoot"));
        Assert.Empty(Hashes(fromNothing));
        Assert.Empty(Hashes(same));
        Assert.Equal(Hash(same, "fromRoot"), Hash(same, "toRoot"));
    }

    [Theory]
    [InlineData("inclusion", HttpStatusCode.BadRequest, "sequence")]
    [InlineData("inclusion?sequence=0", HttpStatusCode.BadRequest, "sequence")]
    [InlineData("inclusion?sequence=x", HttpStatusCode.BadRequest, "sequence")]
    [InlineData("inclusion?sequence=1&size=-1", HttpStatusCode.BadRequest, "size")]
    [InlineData("inclusion?sequence=1&size=6", HttpStatusCode.NotFound, "size")]
    [InlineData("inclusion?sequence=6", HttpStatusCode.NotFound, "sequence")]
    [InlineData("inclusion?sequence=3&size=2", HttpStatusCode.NotFound, "sequence")]
    [InlineData("consistency", HttpStatusCode.BadRequest, "from")]
    [InlineData("consistency?from=4&to=3", HttpStatusCode.BadRequest, "from")]
    [InlineData("consistency?from=3&to=6", HttpStatusCode.NotFound, "to")]
    [InlineData("consistency?from=9", HttpStatusCode.BadRequest, "from")]
    [InlineData("consistency?from=1&to=99999999999999999999", HttpStatusCode.BadRequest, "to")]
    public async Task A_proof_that_can_t_be_given_names_the_parameter_at_fault(string address, HttpStatusCode status, string field)
    {
        await using var portal = await PublishedLog.WithEntriesAsync(5);

        Assert.Equal(field, (await portal.JsonAsync($"/api/v1/log/{address}", status)).GetProperty("field").GetString());
    }

    // RFC 9162, section 2.1.3.2.
    private static bool Includes(long index, long size, byte[] leafHash, byte[][] path, byte[] root)
    {
        if (index >= size)
        {
            return false;
        }

        var (fn, sn, r) = (index, size - 1, leafHash);
        foreach (var p in path)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                r = SHA256.HashData([1, .. p, .. r]);
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                r = SHA256.HashData([1, .. r, .. p]);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && r.AsSpan().SequenceEqual(root);
    }

    // RFC 9162, section 2.1.4.2.
    private static bool Continues(long first, long second, byte[] firstRoot, byte[] secondRoot, byte[][] proof)
    {
        byte[][] path = long.IsPow2(first) ? [firstRoot, .. proof] : proof;
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
        {
            (fn, sn) = (fn >> 1, sn >> 1);
        }

        var (fr, sr) = (path[0], path[0]);
        foreach (var c in path[1..])
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (SHA256.HashData([1, .. c, .. fr]), SHA256.HashData([1, .. c, .. sr]));
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                sr = SHA256.HashData([1, .. sr, .. c]);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && fr.AsSpan().SequenceEqual(firstRoot) && sr.AsSpan().SequenceEqual(secondRoot);
    }

    private static byte[] Hash(JsonElement answer, string name) => answer.GetProperty(name).GetBytesFromBase64();

    private static byte[][] Hashes(JsonElement answer) => [.. answer.GetProperty("hashes").EnumerateArray().Select(static hash => hash.GetBytesFromBase64())];
}
