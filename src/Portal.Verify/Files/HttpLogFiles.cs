using System.Net;
using Portal.Settlement.Auditing;

namespace Portal.Verify.Files;

/// <summary>A log's files on a web server that may be slow, busy or hostile.</summary>
internal sealed class HttpLogFiles : ILogFiles
{
    /// <summary>How many files are read at once.</summary>
    public const int AtOnceMax = 8;

    private const int AttemptsMax = 6;
    private const int HeadersKilobytesMax = 16;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly Uri _log;
    private readonly TimeProvider _time;

    public HttpLogFiles(Uri log, HttpMessageHandler handler, TimeProvider time)
    {
        _log = log;
        _time = time;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Portal.Verify");
    }

    public string Name => _log.ToString();

    /// <summary>Opens the log of a portal.</summary>
    /// <param name="portal">The portal's address, or that of its log.</param>
    /// <param name="time">What pauses are measured with.</param>
    public static HttpLogFiles Open(Uri portal, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxAutomaticRedirections = 3,
            MaxConnectionsPerServer = AtOnceMax,
            MaxResponseHeadersLength = HeadersKilobytesMax,
            UseCookies = false,
        };
        return new HttpLogFiles(LogOf(portal), handler, time);
    }

    /// <summary>The address of a portal's log, with a slash at the end.</summary>
    public static Uri LogOf(Uri portal)
    {
        var path = portal.AbsolutePath.TrimEnd('/');
        return new UriBuilder(portal) { Path = path.EndsWith("/log", StringComparison.Ordinal) ? $"{path}/" : $"{path}/log/", Query = string.Empty, Fragment = string.Empty }.Uri;
    }

    public async Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryReadAsync(path, bytesMax, cancellation);
            if (answer.RetryBecause is null)
            {
                return answer.Bytes;
            }

            if (attempt == AttemptsMax)
            {
                throw new CouldNotRunException($"{_log}{path} could not be read in {AttemptsMax} attempts: {AuditFinding.Plain(answer.RetryBecause, 200)}");
            }

            await Task.Delay(PauseAfter(attempt, answer.RetryAfter), _time, cancellation);
        }
    }

    public void Dispose() => _client.Dispose();

    private static TimeSpan PauseAfter(int attempt, TimeSpan? asked)
    {
        // Spread out, so that eight readers do not come back as one.
        var pause = FirstPause * (1 << (attempt - 1)) * (0.5 + Random.Shared.NextDouble());
        var longer = asked is { } given && given > pause ? given : pause;
        return longer < PauseMax ? longer : PauseMax;
    }

    private async Task<Answer> TryReadAsync(string path, int bytesMax, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(AttemptTimeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var response = await _client.GetAsync(new Uri(_log, path), HttpCompletionOption.ResponseHeadersRead, ending.Token);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    // A length that is told may be wrong, but one that is too long need not be waited for.
                    var body = await response.Content.ReadAsStreamAsync(ending.Token);
                    var bytes = await BoundedReading.ReadAsync(body, response.Content.Headers.ContentLength, bytesMax, ending.Token);
                    return new Answer(bytes ?? throw new FileTooLongException(path, bytesMax));
                case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    return new Answer(Bytes: null);
                case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                    return new Answer(Bytes: null, $"it answers {(int)response.StatusCode}.", AskedPause(response));
                default:
                    throw new CouldNotRunException($"{_log}{path} answers {(int)response.StatusCode}.");
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Answer(Bytes: null, $"nothing came for {AttemptTimeout.TotalSeconds} seconds.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Answer(Bytes: null, exception.Message);
        }
        catch (InvalidDataException exception)
        {
            // It says that it is packed and is not.
            return new Answer(Bytes: null, exception.Message);
        }
    }

    private TimeSpan? AskedPause(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } asked ? null : asked.Delta ?? asked.Date - _time.GetUtcNow();

    private readonly record struct Answer(byte[]? Bytes, string? RetryBecause = null, TimeSpan? RetryAfter = null);
}
