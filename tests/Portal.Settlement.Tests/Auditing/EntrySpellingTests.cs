using System.Text;
using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>An entry says what it says in exactly one way, and whatever bytes a stranger hands over, reading them is an answer.</summary>
public sealed class EntrySpellingTests
{
    private static readonly List<byte[]> Honest = AuditedLedger.Bytes(OneOfEachKind.Ledger());

    [Theory]
    [InlineData("\"amount\":\"1000.500000\"", "\"amount\":\"1000.5\"", "amount")]
    [InlineData("\"amount\":\"1000.500000\"", "\"amount\":\"01000.500000\"", "amount")]
    [InlineData("\"amount\":\"1000.500000\"", "\"amount\":\"\\u0031000.500000\"", "amount")]
    [InlineData("\"by\":\"operator\"", "\"by\":\"operator\",\"bz\":1", "bz")]
    [InlineData("\"by\":\"operator\"", "\"by\":\"operator\",\"by\":\"operator\"", "by")]
    [InlineData("\"by\":\"operator\"", "\"by\": \"operator\"", null)]
    [InlineData("\"by\":\"operator\"", "\"by\":\"operator\",\"replayed\":false", "replayed")]
    [InlineData("\"sequence\":2", "\"sequence\":2,\"surplus\":null", "surplus")]
    [InlineData("\"v\":1}", "\"v\":1}\n", null)]
    [InlineData("\"sequence\":2,", "", null)]
    [InlineData("\"sequence\":2", "\"sequence\":2.0", null)]
    [InlineData("\"sequence\":2", "\"sequence\":9007199254740993", null)]
    [InlineData("\"recordedAt\":\"2026-01-01T00:00:00.000Z\"", "\"recordedAt\":\"2026-01-01T00:00:00Z\"", null)]
    [InlineData("\"kind\":\"opening\"", "\"kind\":\"closing\"", null)]
    [InlineData("\"v\":1", "\"v\":2", null)]
    [InlineData("{", "[", null)]
    public void Another_spelling_is_found(string canonical, string other, string? field)
    {
        var text = Encoding.UTF8.GetString(Honest[1]);
        Assert.Contains(canonical, text, StringComparison.Ordinal);

        var read = AuditedEntry.Read(2, Encoding.UTF8.GetBytes(text.Replace(canonical, other, StringComparison.Ordinal)), new CanonicalObject());

        Assert.Equal((2L, field), read.Finding is { } finding ? (finding.Sequence, finding.Field) : default);
    }

    [Fact]
    public void Fields_in_another_order_are_found()
    {
        var text = Encoding.UTF8.GetString(Honest[1]);
        var moved = string.Concat("{\"v\":1,", text.AsSpan(1, text.Length - ",\"v\":1}".Length - 1), "}");

        Assert.Contains("out of order", AuditedEntry.Read(2, Encoding.UTF8.GetBytes(moved), new CanonicalObject()).Finding!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_is_too_long_is_not_even_read()
    {
        var read = AuditedEntry.Read(1, new byte[LedgerEntry.BytesMax + 1], new CanonicalObject());

        Assert.Equal("Entry 1: has 8193 bytes, more than the 8192 of an entry.", read.Finding?.ToString());
        Assert.Null(read.Entry);
    }

    [Fact]
    public void What_could_steer_a_terminal_is_not_repeated()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"v\":1,\"sequence\":1,\"recordedAt\":\"2026-01-01T00:00:00.000Z\",\"occurredAt\":\"2026-01-01T00:00:00.000Z\",\"kind\":\"\\u001b[2J\u009b31m\u202e" + new string('x', 5000) + "\"}");

        var reason = AuditedEntry.Read(1, bytes, new CanonicalObject()).Finding!.Reason;

        Assert.Contains("kind is '\uFFFD[2J\uFFFD31m\uFFFDxxx", reason, StringComparison.Ordinal);
        Assert.InRange(reason.Length, 10, 1_001);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_bytes_are_an_answer_and_never_an_exception(int seed)
    {
        var random = new Random(seed);
        var live = AuditedLedger.Bytes(AuditedLedger.Live(seed, steps: 40));
        for (var trial = 0; trial < 3_000; trial++)
        {
            List<byte[]> entries = [.. live];
            var at = random.Next(entries.Count);
            entries[at] = Spoiled(entries[at], random);
            var finding = AuditedLedger.Find(entries);

            Assert.True(finding is null || finding.Sequence >= at + 1);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_figures_are_an_answer_and_never_an_exception(int seed)
    {
        string[] figures = ["0", "-1", "1e5", "9007199254740992", "-9007199254740992", "\"92233720368547.75807\"", "\"-92233720368547.75808\"", "\"99999999999999999999\"", "\"\"", "\"0.00000000\"", "\"-5.00000000\"", "null", "[]", "{}", "true", "\"9999-12-31T23:59:59.999Z\"", "\"0001-01-01T00:00:00.000Z\""];
        var random = new Random(seed);
        var live = AuditedLedger.Bytes(AuditedLedger.Live(seed, steps: 40));
        for (var trial = 0; trial < 3_000; trial++)
        {
            var at = random.Next(live.Count);
            var entries = AuditedLedger.With(live, at + 1, fields =>
            {
                var field = fields.ElementAt(random.Next(fields.Count)).Key;
                fields[field] = System.Text.Json.Nodes.JsonNode.Parse(figures[random.Next(figures.Length)]);
            });

            var finding = AuditedLedger.Find(entries);
            Assert.True(finding is null || finding.Sequence >= at + 1);
        }
    }

    private static byte[] Spoiled(byte[] entry, Random random)
    {
        var spoiled = entry.ToArray();
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            spoiled[random.Next(spoiled.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)random.Next('0', '9' + 1);
        }

        return spoiled;
    }
}
