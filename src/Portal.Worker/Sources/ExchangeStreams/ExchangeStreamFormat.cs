using System.Text;
using System.Text.Json;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Worker.Intake;

namespace Portal.Worker.Sources.ExchangeStreams;

/// <summary>What one message of a stream holds.</summary>
/// <param name="Records">The liquidations it tells, readable or not.</param>
/// <param name="Refusal">What the exchange refuses; null when it refuses nothing.</param>
public sealed record StreamMessage(IReadOnlyList<IntakeRecord> Records, string? Refusal)
{
    internal static readonly StreamMessage Nothing = new([], null);
}

/// <summary>How an exchange's stream is asked for, kept alive and read.</summary>
public abstract class ExchangeStreamFormat
{
    private readonly MasterSecret _master;

    private protected ExchangeStreamFormat(ExchangeStreamOptions options, MasterSecret master) => (Options, _master) = (options, master);

    /// <summary>Every exchange there is.</summary>
    public static IReadOnlyList<string> Names { get; } = [BinanceStreamFormat.FormatName, BybitStreamFormat.FormatName, OkxStreamFormat.FormatName];

    /// <summary>What is asked for once, after connecting.</summary>
    public abstract string Subscription { get; }

    /// <summary>What the exchange answers at any time.</summary>
    public abstract string Ping { get; }

    private protected ExchangeStreamOptions Options { get; }

    /// <summary>The format of an exchange.</summary>
    public static ExchangeStreamFormat Of(ExchangeStreamOptions options, MasterSecret master)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Exchange switch
        {
            BinanceStreamFormat.FormatName => new BinanceStreamFormat(options, master),
            BybitStreamFormat.FormatName => new BybitStreamFormat(options, master),
            _ => new OkxStreamFormat(options, master),
        };
    }

    /// <summary>Reads one message. What is no JSON becomes a record with a problem, for an operator to look at; what tells no liquidation holds nothing.</summary>
    /// <param name="message">The message.</param>
    /// <param name="rulebook">The decisions in force: they tell how many decimals an asset has.</param>
    public StreamMessage Read(ReadOnlyMemory<byte> message, Rulebook rulebook)
    {
        if (message.Span.SequenceEqual("pong"u8))
        {
            return StreamMessage.Nothing;
        }

        try
        {
            using var json = JsonDocument.Parse(message);
            return json.RootElement.ValueKind is JsonValueKind.Object ? ReadMessage(json.RootElement, rulebook) : Unreadable(message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string in it is no text, half a surrogate pair for example.
            return Unreadable(message);
        }
    }

    private protected abstract StreamMessage ReadMessage(JsonElement message, Rulebook rulebook);

    /// <summary>Whether the configuration asks for a symbol; what can't be read is taken, to be refused.</summary>
    private protected bool Takes(string? symbol) => symbol is null || Options.Symbols.Count == 0 || Options.Symbols.Contains(symbol);

    private protected IntakeRecord Seal(JsonElement told, Checked<Liquidation> read)
    {
        var payload = Encoding.UTF8.GetBytes(told.GetRawText());
        return read.Problem is { } problem
            ? RecordReader.Refused(RecordKind.Liquidation, problem, payload, externalId: null, Options.SourceName, _master)
            : RecordReader.Seal(read.Value, payload, Options.SourceName, _master);
    }

    /// <summary>A value as it is written, text or number; null when there is none.</summary>
    private protected static string? Find(JsonElement element, string name) =>
        element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : value.ValueKind is JsonValueKind.Number ? value.GetRawText()
        : null;

    private protected static string TextOf(JsonElement element, string name) => Find(element, name) ?? string.Empty;

    /// <summary>The elements of a list; none where it is no list.</summary>
    private protected static IEnumerable<JsonElement> ListOf(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : [];

    private StreamMessage Unreadable(ReadOnlyMemory<byte> message) => new(
        [
            RecordReader.Refused(
                RecordKind.Liquidation,
                new Problem("unreadable-message", null, "The stream sent something that is no JSON object."),
                message.Span,
                externalId: null,
                Options.SourceName,
                _master),
        ],
        Refusal: null);
}
