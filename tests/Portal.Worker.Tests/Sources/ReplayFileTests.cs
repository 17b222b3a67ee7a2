using System.Text;
using Portal.Worker.Intake;
using Portal.Worker.Sources.Replay;
using Portal.Worker.Tests.Intake;
using static Portal.Worker.Tests.Sources.TestReplay;

namespace Portal.Worker.Tests.Sources;

public sealed class ReplayFileTests
{
    [Fact]
    public void Intake_records_are_read_line_by_line_fees_and_liquidations_mixed()
    {
        var records = Read($"{TestIntake.Totals}\n{TestIntake.Fee}\noops\n\n{TestIntake.With(TestIntake.Fee, "amount", "1")}\n{TestIntake.Deficit}", "portal-ndjson");

        Assert.Equal([1L, 2L, 3L, 5L, 6L], records.Select(static record => record.LineNumber!.Value));
        Assert.Equal([null, null, "unreadable", "not-a-string", null], records.Select(static record => record.Problem?.Code));
        Assert.Equal([0, 1, 0, 1, 0], records.Select(static record => (int)record.Kind));
    }

    [Fact]
    public void A_fund_for_unlisted_symbols_is_written_into_records_that_name_none()
    {
        var records = Read($"{TestIntake.Totals}\n{TestIntake.With(TestIntake.Deficit, "fund", "\"own\"")}", "portal-ndjson", fundId: "mine");

        Assert.Equal(["mine", "own"], records.Select(static record => record.Liquidation!.FundForUnlisted));
    }

    [Fact]
    public void What_was_written_by_the_portal_replays_as_it_was()
    {
        var original = TestIntake.Liquidation(TestIntake.Position);
        var line = Encoding.UTF8.GetString(RecordWriter.Write(original.Liquidation!));

        var again = Read(line, "portal-ndjson").Single();

        Assert.Equal(original.Liquidation, again.Liquidation);
        Assert.Equal("replay:portal-ndjson", Open(line, "portal-ndjson").Format.Source);
    }

    [Theory]
    [InlineData("no-such-format", "format")]
    [InlineData("portal-ndjson", "file")]
    public void What_cannot_run_says_why(string format, string field)
    {
        var options = new ReplayOptions { File = Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such-file"), Format = format };
        var problem = format == "portal-ndjson" ? ReplayFile.Open(options, TestIntake.Master).Problem! : ReplayFile.Open(options, TestIntake.Master, Stream.Null).Problem!;

        Assert.Equal(field, problem.Field);
    }

    [Fact]
    public void An_empty_file_has_no_records() => Assert.All(ReplayFormat.Names, static format => Assert.Empty(Read(string.Empty, format)));

    [Fact]
    public void A_line_without_end_is_one_rejected_record()
    {
        var endless = new string('x', 3 * FileLines.BytesMax);

        var records = Read($"{endless}\n{TestIntake.Totals}\n{endless}", "portal-ndjson");

        Assert.Equal(["too-long", null, "too-long"], records.Select(static record => record.Problem?.Code));
        Assert.Equal([1L, 2L, 3L], records.Select(static record => record.LineNumber!.Value));
        Assert.Equal(IntakeRecord.PayloadBytesMax, records[0].Payload.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Lines_are_the_same_however_the_bytes_arrive(int chunk)
    {
        var written = Enumerable.Range(0, 5_000).Select(static number => new string('a', number % 97) + number).ToArray();
        var bytes = Encoding.UTF8.GetBytes(string.Join("\r\n", written));
        var lines = new FileLines(new ChunkStream(bytes, chunk));
        var read = new List<string>();
        while (lines.Next() is { } line)
        {
            read.Add(Encoding.UTF8.GetString(line.Bytes.Span));
        }

        Assert.Equal(written, read);
        Assert.Equal(bytes.Length, lines.BytesRead);
    }

    [Fact]
    public void Broken_bytes_spoil_their_own_line()
    {
        using var stream = new MemoryStream([0xC3, 0x28, (byte)'\n', .. TestIntake.Bytes("AAA,SELL,LIMIT,IOC,1,1,1,FILLED,1,1,1718902948710")]);
        using var file = ReplayFile.Open(new ReplayOptions { File = "x.csv", Format = "binance-force-orders" }, TestIntake.Master, stream).Value;

        Assert.Equal(["bad-text", null], file.Read().Select(static record => record.Problem?.Code));
    }

    private sealed class ChunkStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(chunk, buffer.Length)]);
    }
}
