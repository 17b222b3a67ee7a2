using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Portal.Web.Tests.Intake;

public sealed class IntakeTests : IAsyncLifetime
{
    private readonly PortalFactory _portal = new();
    private IntakeClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await IntakeClient.StartAsync(_portal);

    public async ValueTask DisposeAsync() => await _portal.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task The_customers_example_is_answered_after_its_commit()
    {
        var (status, body) = await _client.SendAsync($"[{IntakeClient.Record("1")}]");

        Assert.Equal(HttpStatusCode.OK, status);
        var result = Assert.Single(body.GetProperty("results").EnumerateArray().ToList());
        Assert.Equal(("1", "settled", "3"), (Text(result, "externalId"), Text(result, "status"), Text(result, "sequence")));
        Assert.Equal(64, Text(result, "receipt")!.Length);
        Assert.Equal((3, "9.80000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_record_gets_its_own_answer_in_the_order_sent()
    {
        var (_, body) = await _client.SendAsync(
            $"[{IntakeClient.Record("1")},{IntakeClient.Record("1")},{IntakeClient.Record("1", loss: "2")},{IntakeClient.Record("2", margin: "-1")},{IntakeClient.Record("3")}]");

        var statuses = body.GetProperty("results").EnumerateArray().Select(static result => Text(result, "status"));
        Assert.Equal(["settled", "duplicate", "conflict", "rejected", "settled"], statuses);
        Assert.Equal("9.60000000", (await _client.ReadLedgerAsync()).Balance);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"NaN\"", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"-1\"", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"1e400\"", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":1", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":null", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"0.000000001\"", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"92233720369\"", "margin")]
    [InlineData("\"margin\":\"1\"", "\"margin\":\"1\",\"margin\":\"1\"", "margin")]
    [InlineData("\"asset\":\"BTC\"", "\"asset\":\"DOGE\"", "symbol")]
    [InlineData("\"asset\":\"BTC\",", "", "asset")]
    [InlineData("\"positionSide\":\"long\"", "\"positionSide\":\"sideways\"", "positionSide")]
    [InlineData("2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "occurredAt")]
    [InlineData("2026-01-01T00:00:00Z", "yesterday", "occurredAt")]
    [InlineData("\"symbol\":\"BTCUSD\"", "\"symbol\":\"\"", "symbol")]
    [InlineData("\"externalId\":\"1\"", "\"externalId\":\"\"", "externalId")]
    [InlineData("\"totalLoss\":\"1.2\"", "\"totalLoss\":\"1.2\",\"fee\":\"1\"", "fee")]
    public async Task A_bad_field_is_named_and_nothing_is_settled(string good, string bad, string field)
    {
        var (status, body) = await _client.SendAsync($"[{IntakeClient.Record("1").Replace(good, bad, StringComparison.Ordinal)}]");

        Assert.Equal(HttpStatusCode.OK, status);
        var result = Assert.Single(body.GetProperty("results").EnumerateArray().ToList());
        Assert.Equal("rejected", Text(result, "status"));
        Assert.Equal(field, Text(result.GetProperty("problem"), "field"));
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("[{\"externalId\":")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("")]
    public async Task A_body_that_is_no_list_of_records_is_unreadable_as_a_whole(string json)
    {
        var (status, body) = await _client.SendAsync(json);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotEqual(string.Empty, Text(body, "detail"));
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task An_unreadable_line_keeps_the_good_lines_out_too_and_is_named()
    {
        var body = Encoding.UTF8.GetBytes($"{IntakeClient.Record("1")}\n{{broken\n{IntakeClient.Record("2")}\n");

        var (status, answer) = await _client.SendAsync(_client.Sign(IntakeClient.Liquidations, body, contentType: "application/x-ndjson"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("2", Text(answer, "detail"), StringComparison.Ordinal);
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Broken_text_is_refused()
    {
        var body = Encoding.UTF8.GetBytes($"[{IntakeClient.Record("1")}]");
        body[Array.IndexOf(body, (byte)'B')] = 0xff;

        var (status, answer) = await _client.SendAsync(_client.Sign(IntakeClient.Liquidations, body));

        var refused = status == HttpStatusCode.UnprocessableEntity || Text(answer.GetProperty("results")[0], "status") == "rejected";
        Assert.True(refused, answer.ToString());
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public async Task Gzip_that_was_cut_off_is_refused_even_where_whole_lines_are_left(int bytesLost)
    {
        var packed = Pack(string.Concat(Enumerable.Range(0, 50).Select(static number => IntakeClient.Record($"{number}") + "\n")));
        var request = _client.Sign(IntakeClient.Liquidations, packed[..^bytesLost], contentType: "application/x-ndjson");
        request.Content!.Headers.ContentEncoding.Add("gzip");

        var (status, _) = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Gzip_is_unpacked_and_bounded_by_what_it_unpacks_to()
    {
        var good = _client.Sign(IntakeClient.Liquidations, Pack($"[{IntakeClient.Record("1")}]"));
        good.Content!.Headers.ContentEncoding.Add("gzip");
        var bomb = _client.Sign(IntakeClient.Liquidations, Pack(new string(' ', 9 * 1024 * 1024)));
        bomb.Content!.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(good)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.SendAsync(bomb)).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Too_many_bytes_or_records_are_refused()
    {
        var large = await _client.SendAsync(new string(' ', (8 * 1024 * 1024) + 1));
        var many = await _client.SendAsync($"[{string.Join(',', Enumerable.Repeat("{}", 10_001))}]");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (large.Status, many.Status));
        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_can_not_show_the_secret_or_comes_late_is_turned_away()
    {
        var body = Encoding.UTF8.GetBytes($"[{IntakeClient.Record("1")}]");
        var wrongSecret = _client.Sign(IntakeClient.Liquidations, body, secret: "wrong");
        var stale = _client.Sign(IntakeClient.Liquidations, body, timestamp: IntakeClient.Now(TimeSpan.FromSeconds(-31)));
        var early = _client.Sign(IntakeClient.Liquidations, body, timestamp: IntakeClient.Now(TimeSpan.FromSeconds(35)));
        var otherPath = _client.Sign(IntakeClient.Fees, body);
        otherPath.RequestUri = new Uri(IntakeClient.Liquidations, UriKind.Relative);
        var otherBody = _client.Sign(IntakeClient.Liquidations, body);
        otherBody.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"[{IntakeClient.Record("2")}]"));
        var unknown = _client.Sign(IntakeClient.Liquidations, body);
        unknown.Headers.Remove("X-Portal-Key");
        unknown.Headers.Add("X-Portal-Key", "nobody");
        var bare = new HttpRequestMessage(HttpMethod.Post, IntakeClient.Liquidations) { Content = new ByteArrayContent(body) };

        foreach (var request in new[] { wrongSecret, stale, early, otherPath, otherBody, unknown, bare })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _client.SendAsync(request)).Status);
        }

        Assert.Equal((2, "10.00000000"), await _client.ReadLedgerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_request_that_is_sent_again_within_its_window_settles_nothing_twice()
    {
        var body = Encoding.UTF8.GetBytes($"[{IntakeClient.Record("1")}]");
        var timestamp = IntakeClient.Now();
        await _client.SendAsync(_client.Sign(IntakeClient.Liquidations, body, timestamp));

        var (status, again) = await _client.SendAsync(_client.Sign(IntakeClient.Liquidations, body, timestamp));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("duplicate", Text(again.GetProperty("results")[0], "status"));
        Assert.Equal((3, "9.80000000"), await _client.ReadLedgerAsync());
    }

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
