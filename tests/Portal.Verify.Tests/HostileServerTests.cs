using System.Net;
using System.Net.Http.Headers;
using Portal.Settlement.TransparencyLog;
using Portal.Verify.Checking;
using Portal.Verify.Files;

namespace Portal.Verify.Tests;

/// <summary>Whoever serves the files may be busy, broken or hostile: the check ends with an answer, and with little memory.</summary>
public sealed class HostileServerTests
{
    [Fact]
    public async Task A_log_is_read_from_a_web_server()
    {
        using var log = TestLog.OfQuiet(5_000);
        using var server = new FolderServer(log.Folder);

        var report = await CheckAsync(server);

        Assert.Empty(report.Findings);
        Assert.Equal((5_000, "http://localhost/portal/log/"), (report.EntriesRead, report.Location));
        Assert.All(server.Asked, static file => Assert.Equal(1, file.Value));
        Assert.InRange(server.RunningMax, 2, 2 * HttpLogFiles.AtOnceMax);
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/log/")]
    [InlineData("https://example.org/portal/", "https://example.org/portal/log/")]
    [InlineData("https://example.org/log", "https://example.org/log/")]
    [InlineData("https://example.org/log/?x#y", "https://example.org/log/")]
    public void The_log_lies_below_the_portals_address(string portal, string log) =>
        Assert.Equal(log, HttpLogFiles.LogOf(new Uri(portal)).ToString());

    [Fact]
    public async Task A_server_that_fails_now_and_then_is_asked_again()
    {
        using var log = TestLog.OfQuiet(700);
        using var server = new FolderServer(log.Folder)
        {
            Misbehave = static (_, times) => times switch
            {
                1 => new HttpResponseMessage(HttpStatusCode.InternalServerError),
                2 => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(2)) } },
                3 => throw new HttpRequestException("The connection broke."),
                4 => throw new OperationCanceledException("It took too long."),
                _ => null,
            },
        };

        var report = await CheckAsync(server);

        Assert.True(report.IsSound);
        Assert.All(server.Asked, static file => Assert.Equal(5, file.Value));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 6)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    public async Task A_server_that_goes_on_failing_proves_nothing(HttpStatusCode status, int attempts)
    {
        using var log = TestLog.OfQuiet(700);
        using var server = new FolderServer(log.Folder) { Misbehave = (path, _) => path == "tile/entries/001" ? new HttpResponseMessage(status) : null };

        var thrown = await Assert.ThrowsAsync<CouldNotRunException>(() => CheckAsync(server));

        Assert.Contains($"{(int)status}", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, server.Asked["tile/entries/001"]);
    }

    [Theory]
    [InlineData("vkey")]
    [InlineData("checkpoint")]
    [InlineData("handover/1")]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/002.p/188")]
    [InlineData("tile/1/000.p/2")]
    [InlineData("tile/entries/000")]
    public async Task A_body_without_end_is_not_read_to_it(string endless)
    {
        using var log = TestLog.OfQuiet(700);
        var body = new EndlessStream();
        using var server = new FolderServer(log.Folder)
        {
            Misbehave = (path, _) => path == endless ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) } : null,
        };

        var finding = Assert.Single((await CheckAsync(server)).Findings);

        Assert.Equal(FindingKind.Malformed, finding.Kind);
        Assert.Contains(endless, finding.Text, StringComparison.Ordinal);
        Assert.InRange(body.Given, 1, 3_000_000);
    }

    [Fact]
    public async Task A_length_that_is_too_long_is_not_even_waited_for()
    {
        using var log = TestLog.OfQuiet(300);
        using var server = new FolderServer(log.Folder)
        {
            Misbehave = static (path, _) => path == "tile/0/000"
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) { Headers = { ContentLength = long.MaxValue } } }
                : null,
        };

        Assert.Equal(FindingKind.Malformed, Assert.Single((await CheckAsync(server)).Findings).Kind);
    }

    [Theory]
    [InlineData("tile/0/000", 8_191)]
    [InlineData("tile/0/000", 0)]
    [InlineData("tile/0/001.p/44", 1_407)]
    [InlineData("tile/entries/000", 5_000)]
    [InlineData("tile/entries/000", 0)]
    [InlineData("tile/entries/001.p/44", 1)]
    [InlineData("vkey", 0)]
    [InlineData("vkey", 20)]
    [InlineData("checkpoint", 0)]
    [InlineData("checkpoint", 60)]
    public async Task A_file_that_ends_too_early_is_named(string cut, int length)
    {
        using var log = TestLog.OfQuiet(300);
        log.Change(cut, bytes => bytes[..length]);
        using var server = new FolderServer(log.Folder);

        var finding = Assert.Single((await CheckAsync(server)).Findings);

        Assert.Contains(finding.Kind, (FindingKind[])[FindingKind.Malformed, FindingKind.Checkpoint]);
        Assert.Contains(cut, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/entries/000")]
    [InlineData("tile/entries/001.p/44")]
    public async Task Something_behind_the_entries_is_named(string path)
    {
        using var log = TestLog.OfQuiet(300);
        log.Change(path, static bytes => [.. bytes, 0]);
        using var server = new FolderServer(log.Folder);

        var finding = Assert.Single((await CheckAsync(server)).Findings);

        Assert.Equal(FindingKind.Malformed, finding.Kind);
        Assert.Contains($"{path} holds more than its", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_log_nothing_is_proved()
    {
        using var log = new TestLog([]);
        using var server = new FolderServer(log.Folder);

        Assert.Contains("no log there", (await Assert.ThrowsAsync<CouldNotRunException>(() => CheckAsync(server))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handovers_without_end_are_not_followed_to_it()
    {
        using var log = TestLog.OfQuiet(10);
        var handover = TestLog.Key.Sign(TestLog.CheckpointOf(log.Entries).HandingOverTo(TestLog.Key.Verifier).ToText()).ToBytes();
        using var server = new FolderServer(log.Folder)
        {
            Misbehave = (path, _) => path.StartsWith("handover/", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(handover) } : null,
        };

        Assert.Equal(FindingKind.Malformed, Assert.Single((await CheckAsync(server)).Findings).Kind);
    }

    [Fact]
    public async Task A_size_beyond_everything_is_not_believed_before_its_files_are_there()
    {
        using var log = TestLog.OfQuiet(300);
        log.Sign(LogPaths.Checkpoint, TestLog.CheckpointOf(log.Entries) with { Size = long.MaxValue }, TestLog.Key);
        using var server = new FolderServer(log.Folder);

        Assert.Equal(FindingKind.Missing, Assert.Single((await CheckAsync(server)).Findings).Kind);
    }

    [Fact]
    public async Task A_log_that_grows_meanwhile_is_checked_as_it_was_at_the_start()
    {
        using var log = TestLog.OfQuiet(600);
        using var server = new FolderServer(log.Folder)
        {
            Misbehave = (path, times) =>
            {
                if (path == "tile/entries/000" && times == 1)
                {
                    log.Entries.AddRange(TestLog.Quiet(900)[600..]);
                    log.Publish();
                    File.Delete(Path.Combine(log.Folder, "tile/0/002.p/88"));
                    File.Delete(Path.Combine(log.Folder, "tile/entries/002.p/88"));
                }

                return null;
            },
        };

        var report = await CheckAsync(server);

        Assert.Empty(report.Findings);
        Assert.Equal(600, report.EntriesRead);
    }

    [Fact]
    public async Task A_checkpoint_that_lags_behind_a_handover_is_asked_for_again()
    {
        using var log = TestLog.OfQuiet(100);
        log.Sign(LogPaths.Handover(1), TestLog.CheckpointOf(log.Entries).HandingOverTo(TestLog.OtherKey.Verifier), TestLog.Key);
        using var server = new FolderServer(log.Folder)
        {
            Misbehave = (path, times) =>
            {
                if (path == "handover/1" && times == 1)
                {
                    log.Sign(LogPaths.Checkpoint, TestLog.CheckpointOf(log.Entries), TestLog.OtherKey);
                }

                return null;
            },
        };

        Assert.True((await CheckAsync(server, TestLog.Key.Verifier.ToString())).IsSound);
        Assert.Equal(2, server.Asked["checkpoint"]);
    }

    private static Task<VerifyReport> CheckAsync(FolderServer server, string? key = null) => TestLog.CheckAsync(
        new VerifyRequest { Location = "http://localhost/portal", Key = key },
        new HttpLogFiles(HttpLogFiles.LogOf(new Uri("http://localhost/portal")), server, new InstantTime()));

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)0, offset, count);
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
