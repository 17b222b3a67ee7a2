using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Settlement;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.Replay;

/// <summary>Sends records to the process that holds the lease, signed like any other source's.</summary>
/// <remarks>A line that could not be read can't be sent as a record; it is counted here and stays out of that process's quarantine.</remarks>
public sealed class HttpSink(HttpClient client, string source, string secret, TimeProvider time) : IReplaySink
{
    private const int AttemptsMax = 60;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public int ChunksMax => 1;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordResult>> SettleAsync(IReadOnlyList<IntakeRecord> records, CancellationToken cancellation)
    {
        var results = new RecordResult[records.Count];
        var byKind = records.Index().Where(static pair => pair.Item.Problem is null).GroupBy(static pair => pair.Item.Kind).OrderBy(static group => group.Key);
        foreach (var (index, record) in records.Index().Where(static pair => pair.Item.Problem is not null))
        {
            results[index] = new RecordResult(record.ExternalId, RecordStatus.Rejected, Sequence: null, Receipt: null, record.Problem, record.LineNumber);
        }

        // Runs of one kind keep the order of the file; formats mix kinds only in our own. Liquidations go first: ADL fills name them.
        foreach (var group in byKind)
        {
            var sent = group.ToList();
            var answers = await SendAsync(group.Key, [.. sent.Select(static pair => pair.Item)], cancellation);
            for (var position = 0; position < sent.Count; position++)
            {
                results[sent[position].Index] = answers[position] with { LineNumber = sent[position].Item.LineNumber };
            }
        }

        return results;
    }

    private async Task<IReadOnlyList<RecordResult>> SendAsync(RecordKind kind, IReadOnlyList<IntakeRecord> records, CancellationToken cancellation)
    {
        var path = $"{IntakeEndpoints.Root}/{kind switch { RecordKind.Liquidation => "liquidations", RecordKind.Fee => "fees", _ => "adl-fills" }}";
        var body = Body(records);
        for (var attempt = 1; ; attempt++)
        {
            using var request = Sign(path, body);
            using var response = await client.SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.OK)
            {
                return await ReadAsync(response, cancellation);
            }

            if (attempt == AttemptsMax || response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
            {
                throw new HttpRequestException(
                    $"{client.BaseAddress} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
            }

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? RetryPause, time, cancellation);
        }
    }

    private HttpRequestMessage Sign(string path, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Headers.Add("X-Portal-Key", source);
        request.Headers.Add("X-Portal-Timestamp", timestamp);
        request.Headers.Add("X-Portal-Signature", IntakeSignature.Compute(secret, timestamp, "POST", path, body));
        return request;
    }

    private static byte[] Body(IReadOnlyList<IntakeRecord> records)
    {
        using var body = new MemoryStream();
        foreach (var record in records)
        {
            body.Write(RecordWriter.Write(record));
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    private static async Task<IReadOnlyList<RecordResult>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        return [.. answer.RootElement.GetProperty("results").EnumerateArray().Select(Read)];
    }

    private static RecordResult Read(JsonElement result)
    {
        string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() : null;
        var problem = result.TryGetProperty("problem", out var given)
            ? new Problem(Text(given, "code") ?? string.Empty, Text(given, "field"), Text(given, "detail") ?? string.Empty)
            : null;
        return new RecordResult(
            Text(result, "externalId"),
            RecordStatusText.Find(Text(result, "status")) ?? throw new HttpRequestException("The answer has a status that is unknown."),
            Text(result, "sequence") is { } sequence ? long.Parse(sequence, CultureInfo.InvariantCulture) : null,
            Text(result, "receipt") is { } receipt ? Convert.FromHexString(receipt) : null,
            problem,
            LineNumber: null);
    }
}
