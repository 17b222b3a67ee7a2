using System.Text;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>The bytes of an entry are for ever.</summary>
public sealed class EntryBytesTests
{
    private const string Opening = """
        {"adlQuietSeconds":600,"adlStartPpm":300000,"adlStopPpm":250000,"adlWarningPpm":200000,"amount":"1.00","asset":"USD","balanceAfter":"1.00","balanceBefore":"0.00","by":"operator","floor":"0.00","fund":"a","fundSequence":1,"kind":"opening","name":"a","occurredAt":"2026-01-01T00:00:00.000Z","recordedAt":"2026-01-01T00:00:00.000Z","sequence":2,"symbols":["*"],"v":1}
        """;

    [Fact]
    public void Every_kind_of_entry_has_the_bytes_it_always_had()
    {
        // A difference here is a new version of the format and never a new file.
        var golden = EmbeddedText.Read("Golden/entries.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var written = OneOfEachKind.Ledger().Entries.Select(static entry => Encoding.UTF8.GetString(entry.ToBytes())).ToArray();

        Assert.Equal(golden, written);
    }

    [Fact]
    public void The_golden_file_holds_every_kind()
    {
        var known = typeof(EntryBody).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(EntryBody)))
            .Select(static type => (string)type.GetField("KindName")!.GetRawConstantValue()!);

        Assert.Equal(known.Order(), OneOfEachKind.Ledger().Entries.Select(static entry => entry.Body.Kind).Distinct().Order());
    }

    [Fact]
    public void Every_kind_of_entry_read_from_its_bytes_is_the_entry_that_was_written()
    {
        Assert.All(OneOfEachKind.Ledger().Entries, static entry =>
        {
            var read = LedgerEntry.Read(entry.ToBytes());

            Assert.Equal(entry.ToBytes(), read.ToBytes());
            Assert.Equal(
                (entry.Sequence, entry.FundId, entry.FundSequence, entry.RecordedAt, entry.OccurredAt, entry.BalanceBefore, entry.BalanceAfter, entry.Replayed),
                (read.Sequence, read.FundId, read.FundSequence, read.RecordedAt, read.OccurredAt, read.BalanceBefore, read.BalanceAfter, read.Replayed));
            Assert.Equal(entry.Body.GetType(), read.Body.GetType());
            Assert.InRange(entry.ToBytes().Length, 1, LedgerEntry.BytesMax);
        });
    }

    [Fact]
    public void Bodies_without_lists_are_equal_after_reading() =>
        Assert.All(
            OneOfEachKind.Ledger().Entries.Where(static entry => entry.Body is not (FundOpened or PolicyChanged or LiquidationSettled { CorrectedPayloads.IsEmpty: false } or FeeAllocated { CorrectedPayloads.IsEmpty: false } or AdlFilled { CorrectedPayloads.IsEmpty: false })),
            static entry => Assert.Equal(entry.Body, LedgerEntry.Read(entry.ToBytes()).Body));

    [Fact]
    public void The_opening_used_below_can_be_read() => Assert.Equal(Opening, Encoding.UTF8.GetString(LedgerEntry.Read(Encoding.UTF8.GetBytes(Opening)).ToBytes()));

    [Theory]
    [InlineData("\"v\":1", "\"v\":2", "v is 2")]
    [InlineData("\"v\":1", "\"w\":1", "v is missing")]
    [InlineData("\"sequence\":2", "\"sequence\":2.5", "sequence")]
    [InlineData("\"sequence\":2", "\"sequence\":\"2\"", "sequence")]
    [InlineData("\"sequence\":2", "\"sequence\":99999999999999999999", "sequence")]
    [InlineData("\"kind\":\"opening\"", "\"kind\":\"party\"", "party")]
    [InlineData("\"amount\":\"1.00\"", "\"amount\":\"1.001\"", "amount")]
    [InlineData("\"amount\":\"1.00\"", "\"amount\":1.00", "amount")]
    [InlineData("\"amount\":\"1.00\"", "\"amount\":\"1e2\"", "amount")]
    [InlineData("\"asset\":\"USD\"", "\"asset\":\"usd\"", "asset")]
    [InlineData("\"balanceAfter\":\"1.00\"", "\"balanceAfter\":\"1.0000000000000\"", "scale")]
    [InlineData("\"balanceAfter\":\"1.00\",", "", "scale")]
    [InlineData("\"symbols\":[\"*\"]", "\"symbols\":[1]", "entry")]
    [InlineData("\"symbols\":[\"*\"]", "\"symbols\":\"*\"", "symbols")]
    [InlineData("\"name\":\"a\"", "\"name\":\"\\ud800\"", "entry")]
    [InlineData("\"adlStartPpm\":300000", "\"adlStartPpm\":3000000000", "adlStartPpm")]
    [InlineData("\"adlStartPpm\":300000", "\"adlStartPpm\":0", "adlThresholds")]
    [InlineData("\"adlQuietSeconds\":600", "\"adlQuietSeconds\":2000000000", "adlQuietSeconds")]
    [InlineData("\"recordedAt\":\"2026-01-01T00:00:00.000Z\"", "\"recordedAt\":\"2026-01-01T00:00:00Z\"", "recordedAt")]
    [InlineData("\"recordedAt\":\"2026-01-01T00:00:00.000Z\"", "\"recordedAt\":\"2026-02-30T00:00:00.000Z\"", "recordedAt")]
    [InlineData("{", "[", "JSON")]
    public void Bytes_that_are_no_entry_are_refused_with_their_field(string found, string put, string named)
    {
        var altered = Opening.Replace(found, put, StringComparison.Ordinal);
        Assert.NotEqual(Opening, altered);

        var thrown = Assert.Throws<FormatException>(() => LedgerEntry.Read(Encoding.UTF8.GetBytes(altered)));

        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"v\":1,\"asset\":\"USD\",\"scale\":99999999999}")]
    public void Json_that_is_no_entry_is_refused(string text) => Assert.Throws<FormatException>(() => LedgerEntry.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Altered_bytes_are_read_or_refused_and_nothing_else_happens()
    {
        var random = new Random(8_192);
        var entries = OneOfEachKind.Ledger().Entries.Select(static entry => entry.ToBytes()).ToArray();
        for (var trial = 0; trial < 40_000; trial++)
        {
            var bytes = entries[random.Next(entries.Length)].ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"\"{}[]:,0123456789.-eE\\uTZ"[random.Next(24)];
            }

            var thrown = Record.Exception(() => LedgerEntry.Read(bytes).ToBytes());

            Assert.True(thrown is null or FormatException or InvariantBrokenException, $"{thrown} at {Encoding.UTF8.GetString(bytes)}");
        }
    }
}
